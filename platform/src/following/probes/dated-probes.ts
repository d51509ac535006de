import type { ChangeQuestion } from '../../model/changes.ts';
import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { Looking, Probe } from '../probe.ts';
import type { SourceCatalogue } from '../source-catalogue.ts';

/** So many UIDs of 20 characters each keep a URL below 8 kB. */
const namedPerRequest = 250;

function questionOf({ since, limit, signal }: Looking): ChangeQuestion {
  return { since, limit, signal };
}

/** All metadata in one request, and its answer tells the source's clock: it is asked first. */
export function metadataProbe(types: readonly MetadataType[]): Probe {
  return {
    name: 'metadata',
    types,
    kind: 'dated',
    carriedBy: 'changes',
    period: 1,
    look: (looking) => looking.source.changes.changedMetadata(types, questionOf(looking)),
  };
}

export function deletionProbe(types: readonly MetadataType[]): Probe {
  return {
    name: 'deletedMetadata',
    types,
    kind: 'dated',
    carriedBy: 'comparison',
    period: 1,
    look: (looking) => looking.source.changes.deletedMetadata(questionOf(looking)),
  };
}

/** Data values, in one request for each 250 data sets. Data elements in no data set are named one by one, as many as fit. */
export function dataValueProbes({ dataSets, dataElements }: SourceCatalogue): Probe[] {
  const alone = dataElements.slice(0, namedPerRequest);
  const places = [
    ...chunks(dataSets).map((some) => ({ dataSets: some, dataElements: [] })),
    ...(alone.length > 0 ? [{ dataSets: [], dataElements: alone }] : []),
  ];
  return places.map((place, index) => ({
    name: index === 0 ? 'dataValues' : `dataValues/${index}`,
    types: ['dataValues'],
    kind: 'dated',
    carriedBy: 'changes',
    period: 1,
    look: (looking) => {
      const { account } = looking.source.facts;
      const viewed = account.dataViewOrganisationUnits;
      const orgUnits = viewed.length > 0 ? viewed : account.organisationUnits;
      return looking.source.changes.changedDataValues({ ...place, orgUnits }, questionOf(looking));
    },
  }));
}

/** Registrations by their date; what was withdrawn or dated back is noticed by `registrationSnapshots`. */
export function registrationProbes({ dataSets }: SourceCatalogue): Probe[] {
  return chunks(dataSets).map((some, index) => ({
    name: index === 0 ? 'completeDataSetRegistrations' : `completeDataSetRegistrations/${index}`,
    types: ['completeDataSetRegistrations'],
    kind: 'dated',
    carriedBy: 'comparison',
    period: 1,
    look: (looking) => {
      const orgUnits = looking.source.facts.account.organisationUnits;
      return looking.source.changes.changedRegistrations({ dataSets: some, orgUnits }, questionOf(looking));
    },
  }));
}

/**
 * Enrollments and events of all programs in one request each, tracked entities by type. A relationship is noticed by the tracked entity that it
 * starts at, whose date it moves (seen on 2.42.4.1).
 */
export function trackerProbes({ trackedEntityTypes, programs }: SourceCatalogue, eventsNeedProgram: boolean): Probe[] {
  if (programs.length === 0 && trackedEntityTypes.length === 0) return [];
  const eventPrograms: readonly (Uid | undefined)[] = eventsNeedProgram ? programs : [undefined];
  const probe = (name: string, look: Probe['look'], types: readonly string[]): Probe => {
    return { name, types, kind: 'dated', carriedBy: 'changes', period: 1, look };
  };
  return [
    probe('enrollments', (looking) => looking.source.changes.changedTracker('enrollments', {}, questionOf(looking)), [
      'enrollments',
    ]),
    ...eventPrograms.map((program) =>
      probe(
        program === undefined ? 'events' : `events/${program}`,
        (looking) => looking.source.changes.changedTracker('events', { program }, questionOf(looking)),
        ['events'],
      ),
    ),
    ...trackedEntityTypes.map((trackedEntityType) =>
      probe(
        `trackedEntities/${trackedEntityType}`,
        (looking) =>
          looking.source.changes.changedTracker('trackedEntities', { trackedEntityType }, questionOf(looking)),
        ['trackedEntities', 'relationships'],
      ),
    ),
  ];
}

function chunks(uids: readonly Uid[]): Uid[][] {
  const parts: Uid[][] = [];
  for (let at = 0; at < uids.length; at += namedPerRequest) parts.push(uids.slice(at, at + namedPerRequest));
  return parts;
}
