import type { Instance } from '../instance.ts';
import {
  type ApprovalCell,
  type ApprovalLevel,
  collectingUnits,
  levelsOf,
  ownApprovals,
  pathOf,
  wantsAcceptance,
} from './approval-store.ts';

/** How far the approval of a cell has come, in DHIS2's words. */
export interface ApprovalStatus {
  readonly state: string;
  readonly approvedLevel: ApprovalLevel | undefined;
  /** The level at which something can be done now. */
  readonly actionLevel: ApprovalLevel | undefined;
  readonly isAccepted: boolean;
  readonly permissions: ApprovalPermissions;
}

export interface ApprovalPermissions {
  readonly mayApprove: boolean;
  readonly mayUnapprove: boolean;
  readonly mayAccept: boolean;
  readonly mayUnaccept: boolean;
  readonly mayReadData: boolean;
}

/**
 * The status of a cell for a superuser above all levels (HibernateDataApprovalStore and DataApprovalPermissionsEvaluator
 * of 2.40.1 to 2.42.4.1); undefined where no data set of the workflow is collected.
 */
export function statusOf(instance: Instance, cell: ApprovalCell): ApprovalStatus | undefined {
  if (!collectingUnits(instance, cell.workflow).has(cell.orgUnit)) return undefined;
  const levels = levelsOf(instance, cell.workflow);
  const depth = pathOf(instance, cell.orgUnit).length;
  const own = ownApprovals(instance, cell);
  const approvedLevel = levels.find(({ uid }) => own.has(uid));
  const lowest = levels.findLast(({ orgUnitLevel }) => orgUnitLevel === depth);
  const above = levels.findLast(({ orgUnitLevel }) => orgUnitLevel < depth);
  const isAccepted = approvedLevel !== undefined && own.get(approvedLevel.uid) === true;
  const state = (): string => {
    if (above !== undefined && isApprovedAt(instance, cell, above)) return 'APPROVED_ABOVE';
    if (approvedLevel !== undefined) return isAccepted ? 'ACCEPTED_HERE' : 'APPROVED_HERE';
    if (lowest === undefined) return above === undefined ? 'UNAPPROVABLE' : 'UNAPPROVED_ABOVE';
    return isReady(instance, cell, levels, depth) ? 'UNAPPROVED_READY' : 'UNAPPROVED_WAITING';
  };
  return withPermissions(instance, levels, {
    state: state(),
    approvedLevel,
    actionLevel: approvedLevel ?? lowest,
    isAccepted,
  });
}

/** The same as seen from an org unit at the lowest level: what was approved above it counts as approved. */
export function statusFromBelow(instance: Instance, cell: ApprovalCell): ApprovalStatus | undefined {
  const here = statusOf(instance, cell);
  const levels = levelsOf(instance, cell.workflow);
  const approvedLevel = levels.find((level) => isApprovedAt(instance, cell, level));
  if (here === undefined || approvedLevel === undefined) return here;
  const approver = pathOf(instance, cell.orgUnit)[approvedLevel.orgUnitLevel - 1] ?? '';
  const isAccepted = ownApprovals(instance, { ...cell, orgUnit: approver }).get(approvedLevel.uid) === true;
  const state = isAccepted ? 'ACCEPTED_HERE' : 'APPROVED_HERE';
  return withPermissions(instance, levels, { state, approvedLevel, actionLevel: approvedLevel, isAccepted });
}

function isApprovedAt(instance: Instance, cell: ApprovalCell, { uid, orgUnitLevel }: ApprovalLevel): boolean {
  const approver = pathOf(instance, cell.orgUnit)[orgUnitLevel - 1];
  return approver !== undefined && ownApprovals(instance, { ...cell, orgUnit: approver }).has(uid);
}

/** Whether all org units of the level below, where data are collected, have approved (and been accepted). */
function isReady(instance: Instance, cell: ApprovalCell, levels: readonly ApprovalLevel[], depth: number): boolean {
  const below = levels.find(({ orgUnitLevel }) => orgUnitLevel > depth);
  if (below === undefined) return true;
  return [...collectingUnits(instance, cell.workflow)].every((orgUnit) => {
    const path = pathOf(instance, orgUnit);
    if (path.length !== below.orgUnitLevel || path[depth - 1] !== cell.orgUnit) return true;
    const isAccepted = ownApprovals(instance, { ...cell, orgUnit }).get(below.uid);
    return wantsAcceptance(instance) ? isAccepted === true : isAccepted !== undefined;
  });
}

function withPermissions(
  instance: Instance,
  levels: readonly ApprovalLevel[],
  status: Omit<ApprovalStatus, 'permissions'>,
): ApprovalStatus {
  const { state, actionLevel } = status;
  const isWanted = wantsAcceptance(instance);
  const at = actionLevel === undefined ? levels.length - 1 : levels.findIndex(({ uid }) => uid === actionLevel.uid);
  const isApproved = /^(APPROVED|ACCEPTED)_/.test(state);
  const isHere = isApproved && state.endsWith('_HERE');
  const isOpenAbove = isApproved && actionLevel !== undefined && at > 0;
  const mayGoOn = !isApproved || (isOpenAbove && (state === 'ACCEPTED_HERE' || !isWanted));
  const permissions = {
    mayApprove: mayGoOn && (state === 'UNAPPROVED_READY' || isOpenAbove),
    mayUnapprove: isHere && (at > 0 || state !== 'ACCEPTED_HERE' || !isWanted),
    mayAccept: isWanted && at > 0 && state === 'APPROVED_HERE',
    mayUnaccept: isWanted && at > 0 && state === 'ACCEPTED_HERE',
    mayReadData: true,
  };
  const shown = state === 'ACCEPTED_HERE' && !isWanted ? 'APPROVED_HERE' : state;
  return { ...status, state: shown, permissions };
}
