import type { Uid } from '../../model/uid.ts';
import type { OrgUnitHierarchy, ReadableOrgUnits } from '../slices/org-unit-hierarchy.ts';
import type { Area } from '../slices/part.ts';
import { type DataElementCatalogue, noDataSet } from '../stages/data-values/data-element-catalogue.ts';
import type { PeriodRange } from './period-range.ts';
import type { Scope } from './scope.ts';

/** `startDate` and `endDate` that hold every period, past and to come (API.md §8.1). */
const allTime: PeriodRange = { startDate: '1900-01-01', endDate: '2200-12-31' };

/** The days whose periods are read: DHIS2 gives those that lie wholly between them. */
export function daysOf({ data }: Scope): PeriodRange {
  return data.period ?? allTime;
}

/**
 * Where reading begins: the chosen subtrees, as far as the account can read them. Chosen ones out of its reach are told, and
 * no others.
 */
export function restrictReadable(
  readable: ReadableOrgUnits,
  hierarchy: OrgUnitHierarchy,
  { data }: Scope,
): ReadableOrgUnits {
  if (data.orgUnits === undefined) return readable;
  const chosen = topmost(hierarchy, data.orgUnits);
  const reach = new Set(readable.from);
  const from = new Set<Uid>();
  for (const uid of chosen) if (isWithin(hierarchy, uid, reach)) from.add(uid);
  for (const uid of reach) if (isWithin(hierarchy, uid, chosen)) from.add(uid);
  return { from: [...from].sort(), unreachableRoots: [...chosen].filter((uid) => !isWithin(hierarchy, uid, reach)) };
}

/** Those of some org units that lie below no other of them. */
function topmost(hierarchy: OrgUnitHierarchy, uids: readonly Uid[]): ReadonlySet<Uid> {
  const all = new Set(uids);
  return new Set(
    [...all].filter((uid) => {
      const parent = hierarchy.parentOf(uid);
      return parent === undefined || !isWithin(hierarchy, parent, all);
    }),
  );
}

/** Whether an org unit is one of these, or lies below one. */
export function isWithin(hierarchy: OrgUnitHierarchy, uid: Uid, tops: ReadonlySet<Uid>): boolean {
  for (let at: Uid | undefined = uid; at !== undefined; at = hierarchy.parentOf(at)) if (tops.has(at)) return true;
  return false;
}

/** The data elements and data sets that are carried; an element stands under the first of its carried data sets. */
export function restrictCatalogue(catalogue: DataElementCatalogue, scope: Scope): DataElementCatalogue {
  if (scope.isEverything) return catalogue;
  const { dataSets: chosen } = scope.data;
  const carries = (dataSet: Uid) => scope.holdsDataOf('dataSets', dataSet) && (chosen?.has(dataSet) ?? true);
  const elements = new Map(
    [...catalogue.elements].flatMap(([uid, element]) => {
      const dataSets = element.dataSets.filter(carries);
      const isCarried = scope.holdsDataOf('dataElements', uid) && (chosen === undefined || dataSets.length > 0);
      return isCarried ? [[uid, { ...element, dataSets }] as const] : [];
    }),
  );
  const dataSets = new Map([...catalogue.dataSets].filter(([uid]) => carries(uid)));
  const unreachable = catalogue.unreachable.filter((uid) => elements.has(uid));
  return { elements, dataSets, areas: areasOf(elements, new Set(unreachable)), unreachable };
}

function areasOf(elements: DataElementCatalogue['elements'], without: ReadonlySet<Uid>): Area[] {
  const reachable = [...elements.keys()].filter((uid) => !without.has(uid));
  const areas = Map.groupBy(reachable, (uid) => elements.get(uid)?.dataSets[0] ?? noDataSet);
  return [...areas]
    .map(([name, uids]) => ({ name, elements: uids.sort() }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}
