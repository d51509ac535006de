import type { ChangeMark, Members } from '../../model/changes.ts';
import { digestOf } from '../../model/digest.ts';
import type { EntryKind } from '../../model/entry.ts';
import type { MetadataType } from '../../model/metadata-object.ts';
import type { SchemaRegistry } from '../../model/schema.ts';
import type { Looking, Probe } from '../probe.ts';
import type { SourceCatalogue } from '../source-catalogue.ts';
import { earlierDay } from '../source-time.ts';

/**
 * Collections to which others add and from which they take without the object's date moving (seen on 2.42.4.1: the endpoints
 * `/api/TYPE/UID/COLLECTION/UID`, by which the applications assign org units, and the user's side of a group).
 */
const openCollections: readonly Members[] = [
  { type: 'dataSets', property: 'organisationUnits' },
  { type: 'programs', property: 'organisationUnits' },
  { type: 'categoryOptions', property: 'organisationUnits' },
  { type: 'userGroups', property: 'users' },
  { type: 'organisationUnitGroups', property: 'organisationUnits' },
  { type: 'dataElementGroups', property: 'dataElements' },
  { type: 'indicatorGroups', property: 'indicators' },
  { type: 'categoryOptionGroups', property: 'categoryOptions' },
  { type: 'programIndicatorGroups', property: 'programIndicators' },
  { type: 'validationRuleGroups', property: 'validationRules' },
  { type: 'optionGroups', property: 'options' },
];

/** Numbers of members, all types in one request: some 0.3 to 1.7 s on real servers, so that it takes its turn. */
export function memberProbe(types: readonly MetadataType[], schemas: SchemaRegistry): Probe | undefined {
  const has = ({ type, property }: Members) =>
    types.includes(type) && schemas.byPlural.get(type)?.properties.some(({ key }) => key === property) === true;
  const members = openCollections.filter(has);
  if (members.length === 0) return undefined;
  return {
    name: 'members',
    types: [...new Set(members.map(({ type }) => type))],
    kind: 'snapshot',
    carriedBy: 'comparison',
    period: 2,
    look: async ({ source, signal }) => ({ marks: await source.changes.memberCounts(members, signal), isCut: false }),
  };
}

/** Periods that ended so long ago are left to the comparison of everything. */
const registrationDays = 400;

/** More registrations than these are left to it too. */
const registrationLimit = 20_000;

/** The registrations of the last year or so, by data set: what was withdrawn leaves no date anywhere. */
export function registrationSnapshot({ dataSets }: SourceCatalogue): Probe {
  return {
    name: 'registrations',
    types: ['completeDataSetRegistrations'],
    kind: 'snapshot',
    carriedBy: 'comparison',
    period: 2,
    look: async ({ source, since, signal }) => {
      const orgUnits = source.facts.account.organisationUnits;
      const startDate = earlierDay(since, registrationDays);
      const found = await source.changes.registrationDigests(
        { dataSets, orgUnits },
        { startDate, limit: registrationLimit, signal },
      );
      // Half a snapshot says nothing.
      return found.isCut ? { marks: [], isCut: false } : found;
    },
  };
}

/** Kinds of entries whose whole reading is a request or a few; the others are left to the comparison of everything. */
const cheapKinds: readonly EntryKind[] = [
  'systemSettings',
  'lockExceptions',
  'dataStore',
  'icons',
  'databaseLocales',
  'staticContent',
  'settingTranslations',
  'configuration',
];

/** Digests of what an instance keeps by key, slice by slice. */
export function entryProbes(wanted: (kind: EntryKind) => boolean, has: (kind: EntryKind) => boolean): Probe[] {
  return cheapKinds
    .filter((kind) => wanted(kind) && has(kind))
    .map((kind) => ({
      name: `entries/${kind}`,
      types: [kind],
      kind: 'snapshot',
      carriedBy: 'comparison',
      period: 4,
      look: async (looking) => ({ marks: await entryMarks(kind, looking), isCut: false }),
    }));
}

async function entryMarks(kind: EntryKind, { source, signal }: Looking): Promise<ChangeMark[]> {
  const marks: ChangeMark[] = [];
  for await (const slice of source.entries.slices(kind, signal)) {
    const digests: string[] = [];
    for await (const { key, content } of source.entries.read(kind, slice, signal))
      digests.push(digestOf([key, content]));
    marks.push({ type: kind, key: slice, at: digestOf(digests.sort()) });
  }
  return marks;
}
