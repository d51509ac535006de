import type { InstanceFacts } from '../../model/instance.ts';
import { selectTypes } from '../../replication/metadata/replicated-types.ts';
import type { FollowedSource, Probe } from '../probe.ts';
import type { SourceCatalogue } from '../source-catalogue.ts';
import { dataValueProbes, deletionProbe, metadataProbe, registrationProbes, trackerProbes } from './dated-probes.ts';
import { entryProbes, memberProbe, registrationSnapshot } from './snapshot-probes.ts';

/** All questions by which changes of what a run carries are noticed, in the order in which they are asked; the first tells the source's clock. */
export function allProbes(
  source: FollowedSource,
  target: InstanceFacts,
  catalogue: SourceCatalogue,
  only: readonly string[] | undefined,
): readonly Probe[] {
  const { schemas } = source.facts;
  const { types } = selectTypes(schemas, target.schemas, only);
  const isCarried = (name: string) => only === undefined || only.includes(name);
  const probes = [
    metadataProbe(types),
    deletionProbe(types),
    ...dataValueProbes(catalogue),
    ...registrationProbes(catalogue),
    ...trackerProbes(catalogue, source.changes.eventsNeedProgram),
    memberProbe(types, schemas),
    registrationSnapshot(catalogue),
    ...entryProbes(isCarried, (kind) => source.entries.kinds.has(kind)),
  ];
  return probes.filter(
    (probe): probe is Probe =>
      probe !== undefined && (probe.name === 'metadata' || probe.types === undefined || probe.types.some(isCarried)),
  );
}
