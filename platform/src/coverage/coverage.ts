import type { SchemaRegistry } from '../model/schema.ts';
import { dataRows, notReplicatedRows } from './beside-metadata.ts';
import { entryRows, fileRows } from './entry-rows.ts';
import { metadataRows } from './metadata-rows.ts';
import { partRows } from './part-rows.ts';
import type { CoverageSection } from './row.ts';

/** Everything that docs/coverage.md says, from the code's tables and the schemas of the releases that were recorded. */
export function coverage(releases: ReadonlyMap<string, SchemaRegistry>): readonly CoverageSection[] {
  const releasesOf = (plural: string) => rangeOf(releases, plural);
  return [
    {
      title: 'Metadata',
      introduction:
        'Types of `/api/schemas`. Each comes over with everything it owns, sharing, translations and attribute values included; of two translations of a property into one language the first.',
      rows: metadataRows(releases, releasesOf),
    },
    {
      title: 'Data',
      introduction: 'Read in slices, compared, sent where it differs, and compared again.',
      rows: dataRows,
    },
    {
      title: 'Kept by key',
      introduction: 'What DHIS2 keeps beside metadata and data; each name is a class for `--only` and `--deletions`.',
      rows: entryRows,
    },
    { title: 'Files', introduction: 'Bytes travel with what refers to them.', rows: fileRows },
    {
      title: 'Parts of objects',
      introduction: 'Schemas that are no objects of their own.',
      rows: partRows(releasesOf),
    },
    {
      title: 'Not replicated',
      introduction: 'What DHIS2 lets nobody write, and what is each instance’s own.',
      rows: notReplicatedRows,
    },
  ];
}

/** `2.40 – 2.42` where only some of the recorded releases have the type; undefined where all do. */
function rangeOf(releases: ReadonlyMap<string, SchemaRegistry>, plural: string): string | undefined {
  const all = [...releases.keys()];
  const having = all.filter((release) => releases.get(release)?.byPlural.has(plural));
  if (having.length === all.length) return undefined;
  const [first, last] = [having[0] ?? '', having.at(-1) ?? ''].map((release) =>
    release.split('.').slice(0, 2).join('.'),
  );
  return first === last ? first : `${first} – ${last}`;
}
