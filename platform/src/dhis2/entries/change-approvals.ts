import type { EntryRefusal } from '../../model/entry.ts';
import type { Uid } from '../../model/uid.ts';
import { ask, isSuccess, refusalOfEntry } from '../ask.ts';
import type { Client } from '../client.ts';
import type { ApprovedCell } from './approval-statuses.ts';

/** A step in the life of an approval, for cells of one workflow and period. */
export interface ApprovalChange {
  readonly workflow: Uid;
  readonly period: string;
  readonly how: 'approve' | 'unapprove' | 'accept' | 'unaccept';
}

/**
 * Changes cells together, and one by one where the server refuses them together: it takes all or none, and names none
 * (409 without a message, observed on 2.40 … 2.42). The approver and the date are the account's and the server's own.
 */
export async function changeApprovals(
  client: Client,
  change: ApprovalChange,
  cells: readonly (ApprovedCell & { readonly key: string })[],
  signal: AbortSignal,
): Promise<EntryRefusal[]> {
  const refusals: EntryRefusal[] = [];
  if (cells.length === 0) return refusals;
  const together = await send(client, change, cells, signal);
  if (isSuccess(together)) return refusals;
  for (const cell of cells) {
    const answer = cells.length === 1 ? together : await send(client, change, [cell], signal);
    if (!isSuccess(answer)) refusals.push(refusalOfEntry(cell.key, answer));
  }
  return refusals;
}

function send(
  client: Client,
  { workflow, period, how }: ApprovalChange,
  cells: readonly ApprovedCell[],
  signal: AbortSignal,
) {
  const approvals = cells.map(({ orgUnit, attributeOptionCombo }) => ({ ou: orgUnit, aoc: attributeOptionCombo }));
  const body = { content: JSON.stringify({ wf: [workflow], pe: [period], approvals }), gzip: false };
  return ask(client, { method: 'POST', path: pathOf(client, how), body, signal });
}

function pathOf({ capabilities }: Client, how: ApprovalChange['how']): string {
  switch (how) {
    case 'approve':
      return '/api/dataApprovals/approvals';
    case 'unapprove':
      return '/api/dataApprovals/unapprovals';
    case 'accept':
      return `${capabilities.acceptancesPath}/acceptances`;
    case 'unaccept':
      return `${capabilities.acceptancesPath}/unacceptances`;
  }
}
