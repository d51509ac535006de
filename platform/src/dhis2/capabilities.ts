import type { InstanceFacts } from '../model/instance.ts';
import type { SchemaRegistry } from '../model/schema.ts';
import { oldestRelease, type ReleaseFacts, releaseFacts, releaseNumber } from './versions.ts';

/**
 * What one instance can do and how it spells it, asked by name: the release's own facts, and what late patches brought
 * back to older releases, which only the instance's schemas tell (API.md §2.3, "patch!").
 */
export interface Capabilities extends ReleaseFacts {
  /** How analytical objects keep their periods. */
  readonly periodStorage: 'relativePeriods' | 'rawRelativePeriods' | 'rawPeriods';
}

export function capabilitiesOf(facts: Pick<InstanceFacts, 'release' | 'schemas'>): Capabilities {
  const number = releaseNumber(facts.release) ?? oldestRelease;
  return { ...releaseFacts(number), periodStorage: periodStorageOf(facts.schemas) };
}

function periodStorageOf(schemas: SchemaRegistry): Capabilities['periodStorage'] {
  const properties = schemas.byPlural.get('visualizations')?.properties ?? [];
  const has = (key: string) => properties.some((property) => property.key === key);
  if (has('rawPeriods')) return 'rawPeriods';
  return has('rawRelativePeriods') ? 'rawRelativePeriods' : 'relativePeriods';
}
