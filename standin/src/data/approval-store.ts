import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { ancestorsOf } from '../metadata/organisation-units.ts';
import { systemSettingsOf } from '../system/settings-routes.ts';
import { refId, refIds } from './references.ts';

/** A level of approval, as the metadata have it; the smaller `level`, the higher. */
export interface ApprovalLevel {
  readonly uid: string;
  readonly level: number;
  readonly orgUnitLevel: number;
}

/** Data of a workflow, for a period, an org unit and an attribute option combo. */
export interface ApprovalCell {
  readonly workflow: string;
  readonly period: string;
  readonly orgUnit: string;
  readonly combo: string;
}

/** Approvals by cell and level; whether each was accepted. */
const approvalsOf = instanceState(() => new Map<string, Map<string, boolean>>());
const keyOf = ({ workflow, period, orgUnit, combo }: ApprovalCell): string =>
  [workflow, period, orgUnit, combo].join('|');

/** The levels at which a cell's own org unit has approved it, with their acceptance. */
export function ownApprovals(instance: Instance, cell: ApprovalCell): ReadonlyMap<string, boolean> {
  return approvalsOf(instance).get(keyOf(cell)) ?? new Map();
}

export function setApproval(instance: Instance, cell: ApprovalCell, level: string, isAccepted: boolean): void {
  const key = keyOf(cell);
  const levels = approvalsOf(instance).get(key) ?? new Map<string, boolean>();
  approvalsOf(instance).set(key, levels.set(level, isAccepted));
}

export function removeApproval(instance: Instance, cell: ApprovalCell, level: string): void {
  approvalsOf(instance).get(keyOf(cell))?.delete(level);
}

/** A workflow's levels, the highest first. */
export function levelsOf(instance: Instance, workflow: string): ApprovalLevel[] {
  const uids = refIds(instance.metadata.find('dataApprovalWorkflows', workflow)?.dataApprovalLevels);
  return uids
    .map((uid) => ({ uid, found: instance.metadata.find('dataApprovalLevels', uid) }))
    .map(({ uid, found }) => ({ uid, level: Number(found?.level), orgUnitLevel: Number(found?.orgUnitLevel) }))
    .sort((left, right) => left.level - right.level);
}

/** The org unit and all above it, from the top. */
export function pathOf(instance: Instance, orgUnit: string): string[] {
  const unit = instance.metadata.find('organisationUnits', orgUnit);
  return unit === undefined ? [] : [...ancestorsOf(instance, unit), orgUnit];
}

/** Org units at or below which a data set of the workflow is collected. */
export function collectingUnits(instance: Instance, workflow: string): Set<string> {
  const units = new Set<string>();
  for (const dataSet of instance.metadata.of('dataSets').values()) {
    if (refId(dataSet.workflow) !== workflow) continue;
    for (const unit of refIds(dataSet.organisationUnits)) for (const each of pathOf(instance, unit)) units.add(each);
  }
  return units;
}

export function wantsAcceptance(instance: Instance): boolean {
  return systemSettingsOf(instance).keyAcceptanceRequiredForApproval === true;
}

/** Whether data are locked by an approval: at the lowest level that is at or above the org unit's own. */
export function isApproved(
  instance: Instance,
  workflow: string,
  period: string,
  orgUnit: string,
  combo: string,
): boolean {
  const path = pathOf(instance, orgUnit);
  const lowest = levelsOf(instance, workflow).findLast(({ orgUnitLevel }) => orgUnitLevel <= path.length);
  const approver = lowest && path[lowest.orgUnitLevel - 1];
  if (lowest === undefined || approver === undefined) return false;
  return ownApprovals(instance, { workflow, period, orgUnit: approver, combo }).has(lowest.uid);
}
