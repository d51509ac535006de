import { z } from 'zod';
import type { Entry, EntryRefusal } from '../../model/entry.ts';
import type { Uid } from '../../model/uid.ts';
import type { Client } from '../client.ts';
import {
  type ApprovalStatus,
  type ApprovedCell,
  approvedStates,
  cellKey,
  findApprovedFromBelow,
  findPeriods,
  readStatuses,
} from './approval-statuses.ts';
import { type ApprovalWorkflow, forgetLookUps, orgUnitPaths, workflowsOf } from './approval-workflows.ts';
import { changeApprovals } from './change-approvals.ts';
import type { EntryAccess } from './entry-access.ts';

/**
 * Approvals of aggregate data (API.md §8.3), a slice for each workflow and period: `workflow/period`. Key of an approval:
 * `workflow/period/orgUnit/attributeOptionCombo`; content: `{state, level}` with the state as DHIS2 names it and the UID of
 * the level at which the org unit approved. The lowest org units come first: the others need them. Whether something was
 * accepted shows only where the instance wants acceptances (`keyAcceptanceRequiredForApproval`).
 */
export const dataApprovalsAccess: EntryAccess = {
  isOffered: () => true,
  slices: findSlices,
  read: readSlice,
  forget: forgetLookUps,
  write: approve,
  remove: unapprove,
};

async function* findSlices(client: Client, signal: AbortSignal): AsyncGenerator<string> {
  const { organisationUnits, dataViewOrganisationUnits } = client.facts.account;
  const orgUnit = dataViewOrganisationUnits[0] ?? organisationUnits[0] ?? (await anyRoot(client, signal));
  if (orgUnit === undefined) return;
  for (const { uid, attributeOptionCombos } of (await workflowsOf(client, signal)).values()) {
    const [attributeOptionCombo] = attributeOptionCombos;
    if (attributeOptionCombo === undefined) continue;
    const periods = await findPeriods(client, { workflow: uid, orgUnit, attributeOptionCombo }, signal);
    for (const period of periods) yield `${uid}/${period}`;
  }
}

async function anyRoot(client: Client, signal: AbortSignal): Promise<Uid | undefined> {
  return (await orgUnitPaths(client, signal)).withoutLowest([0, 1])[0];
}

function sliceParts(slice: string): { readonly workflow: Uid; readonly period: string } {
  const [workflow = '', period = ''] = slice.split('/');
  return { workflow, period };
}

async function* readSlice(client: Client, slice: string, signal: AbortSignal): AsyncGenerator<Entry> {
  const { workflow: uid, period } = sliceParts(slice);
  const workflow = (await workflowsOf(client, signal)).get(uid);
  if (workflow === undefined) return;
  const cells = await suspectedCells(client, workflow, period, signal);
  if (cells.length === 0) return;
  const { pathOf } = await orgUnitPaths(client, signal);
  const depth = (cell: ApprovedCell) => pathOf(cell.orgUnit).length;
  cells.sort((left, right) => depth(right) - depth(left) || (cellKey(left) < cellKey(right) ? -1 : 1));
  for await (const status of readStatuses(client, { workflow: uid, period }, cells, signal)) {
    if (isApproved(status)) yield entryOf(slice, status);
  }
}

function isApproved({ state, level }: ApprovalStatus): boolean {
  return level !== undefined && approvedStates.has(state);
}

function entryOf(slice: string, status: ApprovalStatus): Entry {
  const { state, level } = status;
  return { key: `${slice}/${cellKey(status)}`, content: { state, level } };
}

/** Cells that may have been approved: what the lowest org units tell, all that lies above them, and who has none below. */
async function suspectedCells(
  client: Client,
  workflow: ApprovalWorkflow,
  period: string,
  signal: AbortSignal,
): Promise<ApprovedCell[]> {
  const { orgUnitLevels, attributeOptionCombos } = workflow;
  const { pathOf, withoutLowest } = await orgUnitPaths(client, signal);
  const cells = new Map<string, ApprovedCell>();
  const add = (cell: ApprovedCell) => cells.set(cellKey(cell), cell);
  for (const found of await findApprovedFromBelow(client, { workflow: workflow.uid, period }, signal)) {
    const { attributeOptionCombo } = found;
    const path = pathOf(found.orgUnit);
    for (const level of orgUnitLevels) {
      const orgUnit = path[level - 1];
      if (orgUnit !== undefined) add({ orgUnit, attributeOptionCombo });
    }
  }
  for (const orgUnit of withoutLowest(orgUnitLevels)) {
    for (const attributeOptionCombo of attributeOptionCombos) add({ orgUnit, attributeOptionCombo });
  }
  return [...cells.values()];
}

const contentSchema = z.looseObject({ state: z.string(), level: z.string() });

interface WantedCell extends ApprovedCell {
  readonly key: string;
  readonly state: string;
  readonly level: string;
}

async function approve(
  client: Client,
  slice: string,
  entries: readonly Entry[],
  { signal }: { readonly signal: AbortSignal },
): Promise<readonly EntryRefusal[]> {
  const wanted = entries.map(({ key, content }): WantedCell => ({ ...cellOf(key), ...contentSchema.parse(content) }));
  const refusals: EntryRefusal[] = [];
  for (const cells of await byDepth(client, wanted, 'lowest first', signal)) {
    refusals.push(...(await approveCells(client, slice, cells, signal)));
  }
  return refusals;
}

/** Cells of one level of org units: approves those that are not, then accepts or takes back what differs. */
async function approveCells(
  client: Client,
  slice: string,
  cells: readonly WantedCell[],
  signal: AbortSignal,
): Promise<EntryRefusal[]> {
  const before = await statusesOf(client, slice, cells, signal);
  const missing = cells.filter((cell) => before.get(cellKey(cell))?.level !== cell.level);
  const change = (how: 'approve' | 'accept' | 'unaccept', some: readonly WantedCell[]) =>
    changeApprovals(client, { ...sliceParts(slice), how }, some, signal);
  const refusals = await change('approve', missing);
  const after = missing.length === 0 ? before : await statusesOf(client, slice, cells, signal);
  const approved = refusals.filter(({ key }) => after.get(withoutSlice(slice, key))?.level === undefined);
  const toAccept = cells.filter((cell) => cell.state !== 'APPROVED_HERE' && after.get(cellKey(cell))?.mayAccept);
  const toUnaccept = cells.filter(
    (cell) => cell.state === 'APPROVED_HERE' && after.get(cellKey(cell))?.state === 'ACCEPTED_HERE',
  );
  const impossible = cells
    .filter((cell) => cell.state === 'ACCEPTED_HERE' && isNotAccepting(after.get(cellKey(cell))))
    .map(({ key }) => ({ key, ...acceptancesNotWanted }));
  return [...approved, ...(await change('accept', toAccept)), ...(await change('unaccept', toUnaccept)), ...impossible];
}

const acceptancesNotWanted = {
  cause: 'impossible',
  code: 'ACCEPTANCE_NOT_REQUIRED',
  message: 'The target does not ask for acceptances (keyAcceptanceRequiredForApproval), and takes none.',
} as const;

function isNotAccepting(status: ApprovalStatus | undefined): boolean {
  return status?.state === 'APPROVED_HERE' && !status.mayAccept;
}

function withoutSlice(slice: string, key: string): string {
  return key.slice(slice.length + 1);
}

async function unapprove(
  client: Client,
  slice: string,
  entries: readonly Entry[],
  { signal }: { readonly signal: AbortSignal },
): Promise<readonly EntryRefusal[]> {
  const refusals: EntryRefusal[] = [];
  const wanted = entries.map(({ key }) => cellOf(key));
  for (const cells of await byDepth(client, wanted, 'highest first', signal)) {
    const statuses = await statusesOf(client, slice, cells, signal);
    const present = cells.filter((cell) => statuses.get(cellKey(cell))?.level !== undefined);
    refusals.push(...(await changeApprovals(client, { ...sliceParts(slice), how: 'unapprove' }, present, signal)));
  }
  return refusals;
}

function cellOf(key: string): ApprovedCell & { readonly key: string } {
  const [, , orgUnit = '', attributeOptionCombo = ''] = key.split('/');
  return { key, orgUnit, attributeOptionCombo };
}

async function statusesOf(
  client: Client,
  slice: string,
  cells: readonly ApprovedCell[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ApprovalStatus>> {
  const statuses = new Map<string, ApprovalStatus>();
  for await (const status of readStatuses(client, sliceParts(slice), cells, signal)) {
    statuses.set(cellKey(status), status);
  }
  return statuses;
}

async function byDepth<T extends ApprovedCell>(
  client: Client,
  cells: readonly T[],
  order: 'lowest first' | 'highest first',
  signal: AbortSignal,
): Promise<readonly (readonly T[])[]> {
  const { pathOf } = await orgUnitPaths(client, signal);
  const groups = [...Map.groupBy(cells, ({ orgUnit }) => pathOf(orgUnit).length)];
  const sign = order === 'lowest first' ? -1 : 1;
  return groups.sort(([left], [right]) => sign * (left - right)).map(([, group]) => group);
}
