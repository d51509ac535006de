import type { MetadataType } from '../model/metadata-object.ts';
import type { Uid } from '../model/uid.ts';
import { noDataSet, readDataElementCatalogue } from '../replication/stages/data-values/data-element-catalogue.ts';
import type { FollowedSource } from './probe.ts';

/** What of the source's metadata the questions name. */
export interface SourceCatalogue {
  readonly dataSets: readonly Uid[];
  /** Data elements in no data set. */
  readonly dataElements: readonly Uid[];
  readonly trackedEntityTypes: readonly Uid[];
  readonly programs: readonly Uid[];
}

/** Types whose change makes the catalogue old. */
export const cataloguedTypes: readonly MetadataType[] = ['dataSets', 'dataElements', 'trackedEntityTypes', 'programs'];

/** Some requests, once when following begins and after each change of its types. */
export async function readSourceCatalogue(source: FollowedSource, signal: AbortSignal): Promise<SourceCatalogue> {
  const { dataSets, areas } = await readDataElementCatalogue(source, { orgUnits: false, groups: false }, signal);
  return {
    dataSets: [...dataSets.keys()].sort(),
    dataElements: areas.find(({ name }) => name === noDataSet)?.elements ?? [],
    trackedEntityTypes: await uidsOf(source, 'trackedEntityTypes', signal),
    programs: await uidsOf(source, 'programs', signal),
  };
}

async function uidsOf(source: FollowedSource, type: MetadataType, signal: AbortSignal): Promise<Uid[]> {
  const uids: Uid[] = [];
  for await (const { id } of source.readMetadata(type, { signal, fields: 'id' })) uids.push(id);
  return uids.sort();
}
