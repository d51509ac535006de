import type { SchemaRegistry } from '../model/schema.ts';
import { selectTypes } from '../replication/metadata/replicated-types.ts';
import { metadataSentences } from './metadata-sentences.ts';
import type { CoverageRow } from './row.ts';

/** Types that come over under another name. */
const carriedInside: ReadonlySet<string> = new Set(['mapViews', 'eventCharts', 'eventReports']);

const proof = 'platform/src/replication/metadata/metadata.pg.test.ts';

/** One row for each metadata type of the releases given; the engine itself says which of them it sends. */
export function metadataRows(
  releases: ReadonlyMap<string, SchemaRegistry>,
  releasesOf: (plural: string) => string | undefined,
): readonly CoverageRow[] {
  const sent = new Set<string>();
  const all = new Set<string>();
  for (const schemas of releases.values()) {
    for (const type of selectTypes(schemas, schemas).types) sent.add(type);
    for (const schema of schemas.byPlural.values()) if (schema.metadata) all.add(schema.plural);
  }
  return [...all].sort().map((type) => {
    const sentence = metadataSentences[type] ?? '';
    const base = { thing: type, sentence, releases: releasesOf(type) };
    if (carriedInside.has(type)) return { ...base, verdict: 'carried inside' };
    return sent.has(type) ? { ...base, verdict: 'replicated', proof } : { ...base, verdict: 'impossible' };
  });
}
