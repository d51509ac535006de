import type { DataValue, DataValueSlice } from '../../../model/data-value.ts';
import { digestOf } from '../../../model/digest.ts';
import { nothing } from '../../../model/nothing.ts';
import type { Uid } from '../../../model/uid.ts';
import type { RunContext } from '../../run-context.ts';
import { daysOf, restrictCatalogue, restrictReadable } from '../../selection/data-scope.ts';
import type { PeriodRange } from '../../selection/period-range.ts';
import type { Scope } from '../../selection/scope.ts';
import { changedRows } from '../../slices/changed-rows.ts';
import { both, inTurn } from '../../slices/in-turn.ts';
import { readUids } from '../../slices/known-uids.ts';
import {
  type OrgUnitHierarchy,
  type ReadableOrgUnits,
  readableOrgUnits,
  readOrgUnitTree,
} from '../../slices/org-unit-hierarchy.ts';
import type { Part } from '../../slices/part.ts';
import type { RowClass } from '../../slices/row-class.ts';
import { type FindTargetPlaces, targetPlacesOf } from '../../slices/target-places.ts';
import { whereChanged } from './changed-places.ts';
import { createCompactValue } from './compact-value.ts';
import { type DataElementCatalogue, noDataSet, readDataElementCatalogue } from './data-element-catalogue.ts';
import { createDataValueHash, type ValueKind } from './data-value-hash.ts';
import { type DataValueRules, dataValueRulesOf, datesItsValues, listsByGroups } from './release-rules.ts';
import { createTargetPlace, type TargetPlace } from './target-place.ts';

/** What data values have in common with both sides: how they are cut, read, hashed, and where they belong. */
export interface DataValueScope {
  readonly rows: RowClass<DataValue>;
  readonly catalogue: DataElementCatalogue;
  readonly hierarchy: OrgUnitHierarchy;
  readonly readable: ReadableOrgUnits;
  readonly rules: DataValueRules;
  readonly place: TargetPlace;
  /** Data elements and org units of the target. */
  readonly targetElements: ReadonlySet<Uid>;
  readonly targetOrgUnits: Pick<OrgUnitHierarchy, 'has'>;
}

/** Reads what the scope needs: data sets, data elements and org units of the source, UIDs of the target. */
export async function readDataValueScope(context: RunContext): Promise<DataValueScope> {
  const { source, target, scope, signal } = context;
  const rules = dataValueRulesOf(target.facts);
  const needs = {
    orgUnits: rules.oneDataSetPerBody,
    groups: listsByGroups(source.facts) || listsByGroups(target.facts),
  };
  const [read, hierarchy, targetElements, targetOrgUnits] = await Promise.all([
    readDataElementCatalogue(source, needs, signal),
    readOrgUnitTree(context, 'source'),
    readUids(target, 'dataElements', signal),
    readOrgUnitTree(context, 'target'),
  ]);
  const whole = restrictCatalogue(read, scope);
  const { account } = source.facts;
  const assigned =
    account.dataViewOrganisationUnits.length > 0 ? account.dataViewOrganisationUnits : account.organisationUnits;
  const reachable = restrictReadable(readableOrgUnits(hierarchy, assigned), hierarchy, scope);
  const { areas, readable } = await whereChanged(context, whole, hierarchy, reachable);
  const catalogue = { ...whole, areas };
  const placesOf = targetPlacesOf(context.identity, hierarchy, targetOrgUnits);
  const place = createTargetPlace(context, catalogue, rules);
  const rows = dataValueRows(context, catalogue, place, targetElements, placesOf);
  return {
    rows: changedRows(rows, scope.data.changedSince),
    catalogue,
    hierarchy,
    readable,
    rules,
    place,
    targetElements,
    targetOrgUnits,
  };
}

/** Such a value stays unless its deletion was chosen; it is no part of what was read. */
const extraValue = {
  cause: 'skipped',
  code: 'EXTRA_ON_TARGET',
  message: 'The target holds a value that the source does not have; it was not deleted.',
} as const;

const deletedValue = {
  cause: 'skipped',
  code: 'DELETED_ON_SOURCE',
  message: 'The source deleted this value, the target still holds it; it was not deleted.',
} as const;

/** A value's key for findings. */
export function dataValueKey(value: DataValue): string {
  const { dataElement, period, orgUnit, categoryOptionCombo, attributeOptionCombo } = value;
  return `${dataElement}/${period}/${orgUnit}/${categoryOptionCombo}/${attributeOptionCombo}`;
}

function dataValueRows(
  context: RunContext,
  catalogue: DataElementCatalogue,
  place: TargetPlace,
  targetElements: ReadonlySet<Uid>,
  placesOf: FindTargetPlaces,
): RowClass<DataValue> {
  const { source, target, identity, scope } = context;
  const days = daysOf(scope);
  const changedSince = source.changes === undefined ? undefined : scope.data.changedSinceText;
  const isOfSelection = selectedOnTarget(scope);
  const toTarget = (uid: Uid) => identity.toTarget(uid);
  const kinds = new Map<Uid, ValueKind>();
  for (const [uid, { boolean, trueOnly, orgUnit }] of catalogue.elements) {
    if (!boolean && !orgUnit) continue;
    const kind = orgUnit ? 'orgUnit' : trueOnly ? 'trueOnly' : 'boolean';
    kinds.set(uid, kind).set(toTarget(uid), kind);
  }
  const kindOf = (uid: Uid) => kinds.get(uid);
  const hashes = {
    source: createDataValueHash(toTarget, kindOf),
    target: createDataValueHash((uid) => uid, kindOf),
  };
  const readTarget = (
    part: Part,
    limit: number | undefined,
    signal: AbortSignal,
    dated: Partial<DataValueSlice> = {},
  ) => {
    const elements = part.elements.map(toTarget).filter((uid) => targetElements.has(uid));
    const places = placesOf(part.orgUnits, part.children);
    if (elements.length === 0 || places.requests.length === 0) return nothing();
    const area = part.area === noDataSet ? noDataSet : toTarget(part.area);
    const isWanted = both(isOfSelection, places.isWanted && (({ orgUnit }) => places.isWanted?.(orgUnit) ?? true));
    // The server's limit would count values that are passed over here.
    const asked = isWanted === undefined ? limit : undefined;
    const slices = places.requests.map((orgUnits) => sliceOf({ ...part, area, elements, orgUnits }, days, asked));
    return inTurn(slices, isWanted, (slice) => target.readDataValues({ ...slice, ...dated }, signal));
  };
  return {
    type: 'dataValues',
    read(side, part, limit, signal) {
      if (side === 'target') return readTarget(part, limit, signal);
      return source.readDataValues({ ...sliceOf(part, days, limit), changedSince }, signal);
    },
    dates:
      datesItsValues(source.facts) && datesItsValues(target.facts)
        ? {
            readChanged(side, part, since, signal) {
              const dated = { changedSince: since, includeDeleted: true };
              if (side === 'target') return readTarget(part, undefined, signal, dated);
              return source.readDataValues({ ...sliceOf(part, days, undefined), ...dated }, signal);
            },
            isDeleted: ({ deleted }) => deleted === true,
            orgUnitOf: ({ orgUnit }) => orgUnit,
            elementOn: (side, uid) => (side === 'source' ? uid : toTarget(uid)),
            formOf: (elements) => formOf(elements, catalogue),
            accompanied: (elements) => elements.filter((uid) => catalogue.elements.get(uid)?.file === true),
          }
        : undefined,
    compact: createCompactValue(),
    hash: (side, value, lanes) => hashes[side](value, lanes),
    elementOf: (value) => value.dataElement,
    keyOf: dataValueKey,
    obstacleOf: (value) => place.obstacleOf(value),
    async *readDeleted(part, signal) {
      const slice = { ...sliceOf(part, days, undefined), changedSince, includeDeleted: true };
      for await (const value of source.readDataValues(slice, signal)) if (value.deleted === true) yield value;
    },
    extraFinding: (value, isDeletedOnSource) => ({
      ...(isDeletedOnSource ? deletedValue : extraValue),
      ...{ key: dataValueKey(value), groupKey: value.dataElement },
    }),
    lastUpdatedOf: (value) => (value.lastUpdated === undefined ? undefined : Date.parse(value.lastUpdated)),
  };
}

/** The kinds by which values are compared. */
function formOf(elements: readonly Uid[], catalogue: DataElementCatalogue): string | undefined {
  const facts = elements.map((uid) => catalogue.elements.get(uid));
  if (facts.includes(undefined)) return undefined;
  return digestOf(facts.map((element) => [element?.boolean, element?.trueOnly, element?.orgUnit]));
}

/** Whether a value of the target is one of a selection; undefined where there is none. */
function selectedOnTarget(scope: Scope): ((value: DataValue) => boolean) | undefined {
  if (scope.isEverything) return undefined;
  return ({ orgUnit, categoryOptionCombo, attributeOptionCombo }) =>
    scope.holdsDataOfOnTarget('organisationUnits', orgUnit) &&
    scope.holdsDataOfOnTarget('categoryOptionCombos', categoryOptionCombo) &&
    scope.holdsDataOfOnTarget('categoryOptionCombos', attributeOptionCombo);
}

function sliceOf(part: Part, days: PeriodRange, limit: number | undefined): DataValueSlice {
  return {
    dataSet: part.area === noDataSet ? undefined : part.area,
    dataElements: part.elements,
    ...days,
    orgUnits: part.orgUnits,
    children: part.children,
    limit,
  };
}
