import type { CompleteDataSetRegistration } from '../../../model/data-value.ts';
import type { CompletenessSlice } from '../../../model/instance.ts';
import { nothing } from '../../../model/nothing.ts';
import type { Uid } from '../../../model/uid.ts';
import type { RunContext } from '../../run-context.ts';
import { daysOf, restrictReadable } from '../../selection/data-scope.ts';
import { changedRows } from '../../slices/changed-rows.ts';
import { both, inTurn } from '../../slices/in-turn.ts';
import { readUids } from '../../slices/known-uids.ts';
import {
  type OrgUnitHierarchy,
  type ReadableOrgUnits,
  readableOrgUnits,
  readOrgUnitTree,
} from '../../slices/org-unit-hierarchy.ts';
import type { Area, Part } from '../../slices/part.ts';
import { createRefusedObjects } from '../../slices/refused-objects.ts';
import type { RowClass } from '../../slices/row-class.ts';
import { type FindTargetPlaces, targetPlacesOf } from '../../slices/target-places.ts';
import { createRegistrationHash } from './registration-hash.ts';

/** How completeness registrations are cut, read and compared on both sides. */
export interface RegistrationScope {
  readonly rows: RowClass<CompleteDataSetRegistration>;
  /** One area for each data set: a request names one. */
  readonly areas: readonly Area[];
  readonly hierarchy: OrgUnitHierarchy;
  readonly readable: ReadableOrgUnits;
}

/** Registrations of one part; they are small, and few beside data values. */
export const registrationsPerPart = 50_000;

export async function readRegistrationScope(context: RunContext): Promise<RegistrationScope> {
  const { source, target, scope, signal } = context;
  const isCarried = (uid: Uid) => scope.holdsDataOf('dataSets', uid) && (scope.data.dataSets?.has(uid) ?? true);
  const [sourceDataSets, targetDataSets, hierarchy, targetHierarchy] = await Promise.all([
    readUids(source, 'dataSets', signal),
    readUids(target, 'dataSets', signal),
    readOrgUnitTree(context, 'source'),
    readOrgUnitTree(context, 'target'),
  ]);
  const dataSets = [...sourceDataSets].filter(isCarried).sort();
  return {
    rows: changedRows(
      registrationRows(context, targetDataSets, targetPlacesOf(context.identity, hierarchy, targetHierarchy)),
      scope.data.changedSince,
    ),
    areas: dataSets.map((uid) => ({ name: uid, elements: [uid] })),
    hierarchy,
    // Not the data view org units: this export looks at the account's own ones (dhis2-core 2.42,
    // DefaultCompleteDataSetRegistrationExchangeService.decideAccess).
    readable: restrictReadable(readableOrgUnits(hierarchy, source.facts.account.organisationUnits), hierarchy, scope),
  };
}

function registrationRows(
  context: RunContext,
  targetDataSets: ReadonlySet<Uid>,
  placesOf: FindTargetPlaces,
): RowClass<CompleteDataSetRegistration> {
  const { source, target, identity, scope } = context;
  const sliceOf = (dataSet: Uid, part: Part, orgUnits: readonly Uid[]): CompletenessSlice => {
    return { dataSet, ...daysOf(scope), orgUnits, children: part.children };
  };
  const isOfSelection = ({ organisationUnit, attributeOptionCombo }: CompleteDataSetRegistration) =>
    scope.holdsDataOfOnTarget('organisationUnits', organisationUnit) &&
    scope.holdsDataOfOnTarget('categoryOptionCombos', attributeOptionCombo);
  const toTarget = (uid: Uid) => identity.toTarget(uid);
  const hashes = { source: createRegistrationHash(toTarget), target: createRegistrationHash((uid) => uid) };
  const refusedObject = createRefusedObjects(context);
  return {
    type: 'completeDataSetRegistrations',
    read(side, part, _limit, signal) {
      const dataSet = part.elements[0] ?? '';
      if (side === 'source') return source.readCompleteness(sliceOf(dataSet, part, part.orgUnits), signal);
      const places = placesOf(part.orgUnits, part.children);
      if (!targetDataSets.has(toTarget(dataSet)) || places.requests.length === 0) return nothing();
      const isWanted = both(
        isOfSelection,
        places.isWanted && (({ organisationUnit }) => places.isWanted?.(organisationUnit) ?? true),
      );
      const slices = places.requests.map((orgUnits) => sliceOf(toTarget(dataSet), part, orgUnits));
      return inTurn(slices, isWanted, (slice) => target.readCompleteness(slice, signal));
    },
    compact: (registration) => registration,
    hash: (side, registration, lanes) => hashes[side](registration, lanes),
    elementOf: (registration) => registration.dataSet,
    keyOf: registrationKey,
    obstacleOf: ({ dataSet, organisationUnit, attributeOptionCombo }) =>
      refusedObject('dataSets', dataSet) ??
      refusedObject('organisationUnits', organisationUnit) ??
      refusedObject('categoryOptionCombos', attributeOptionCombo),
    extraFinding: (registration) => ({
      ...extraRegistration,
      key: registrationKey(registration),
      groupKey: registration.dataSet,
    }),
    lastUpdatedOf: lastPossibleChange,
  };
}

/** A registration's key for findings. */
export function registrationKey(registration: CompleteDataSetRegistration): string {
  const { dataSet, period, organisationUnit, attributeOptionCombo } = registration;
  return `${dataSet}/${period}/${organisationUnit}/${attributeOptionCombo}`;
}

const extraRegistration = {
  cause: 'skipped',
  code: 'EXTRA_ON_TARGET',
  message: 'The target holds a registration that the source does not have; it was not deleted.',
} as const;

/** The export says no more than the day of the completion: what was completed on the day of the run may be later. */
function lastPossibleChange({ lastUpdated, date }: CompleteDataSetRegistration): number | undefined {
  const day = (lastUpdated ?? date)?.slice(0, 10);
  return day === undefined ? undefined : Date.parse(`${day}T23:59:59.999Z`);
}
