import { z } from 'zod';
import type { Uid } from '../../model/uid.ts';
import type { Query } from '../api-request.ts';
import { type Client, getJson } from '../client.ts';
import { cut } from './cut.ts';

/** What is approved: a workflow's data of a period, an org unit and an attribute option combo. */
export interface ApprovedCell {
  readonly orgUnit: Uid;
  readonly attributeOptionCombo: Uid;
}

/** What the server says of a cell; `level` is the highest one at which the org unit itself approved. */
export interface ApprovalStatus extends ApprovedCell {
  readonly state: string;
  readonly level?: Uid | undefined;
  readonly mayAccept: boolean;
}

/** States of a cell that its own org unit has approved, beside a level: `DataApprovalState`. */
export const approvedStates: ReadonlySet<string> = new Set(['APPROVED_HERE', 'ACCEPTED_HERE', 'APPROVED_ABOVE']);

/** So many UIDs keep an address below 8 kB. */
const uidsPerRequest = 400;
/** Each org unit costs the server a query of its own (DefaultDataApprovalService.getStatusMap). */
const orgUnitsPerRequest = 50;

const statusSchema = z.looseObject({
  ou: z.string(),
  aoc: z.string(),
  pe: z.string(),
  state: z.string().optional(),
  level: z.string().optional(),
  permissions: z.looseObject({ mayAccept: z.boolean().optional() }).optional(),
});

/** The statuses of cells of one workflow and period (`GET /api/dataApprovals/approvals`, API.md §8.3). */
export async function* readStatuses(
  client: Client,
  { workflow, period }: { readonly workflow: Uid; readonly period: string },
  cells: readonly ApprovedCell[],
  signal: AbortSignal,
): AsyncGenerator<ApprovalStatus> {
  const combos = [...new Set(cells.map(({ attributeOptionCombo }) => attributeOptionCombo))];
  const orgUnits = [...new Set(cells.map(({ orgUnit }) => orgUnit))];
  const wanted = new Set(cells.map(cellKey));
  for (const someCombos of cut(combos, uidsPerRequest / 2)) {
    for (const some of cut(orgUnits, orgUnitsPerRequest)) {
      const query: Query = [
        ['wf', workflow],
        ['pe', period],
        ...some.map((uid) => ['ou', uid] as const),
        ...someCombos.map((uid) => ['aoc', uid] as const),
      ];
      const found = await getJson(client.transport, path, query, z.array(statusSchema), signal);
      for (const { ou, aoc, state, level, permissions } of found) {
        const cell = { orgUnit: ou, attributeOptionCombo: aoc };
        if (!wanted.has(cellKey(cell))) continue;
        yield { ...cell, state: state ?? 'UNAPPROVABLE', level, mayAccept: permissions?.mayAccept === true };
      }
    }
  }
}

const path = '/api/dataApprovals/approvals';

/** The periods of a workflow's type that the instance knows: no other can hold an approval. */
export async function findPeriods(
  client: Client,
  { workflow, orgUnit, attributeOptionCombo }: ApprovedCell & { readonly workflow: Uid },
  signal: AbortSignal,
): Promise<readonly string[]> {
  const query: Query = [
    ['wf', workflow],
    ['startDate', '1900-01-01'],
    ['endDate', '2199-12-31'],
    ['ou', orgUnit],
    ['aoc', attributeOptionCombo],
  ];
  const found = await getJson(client.transport, path, query, z.array(statusSchema), signal);
  return [...new Set(found.map(({ pe }) => pe))].sort();
}

const comboSchema = z.looseObject({
  id: z.string(),
  ou: z.string(),
  level: z.looseObject({ id: z.string().optional() }).nullish(),
});

/**
 * The cells of all org units at the workflow's lowest level for which something was approved, by themselves or above them,
 * in one query of the server; `level` is the highest one (`GET /api/dataApprovals/categoryOptionCombos`).
 */
export async function findApprovedFromBelow(
  client: Client,
  { workflow, period }: { readonly workflow: Uid; readonly period: string },
  signal: AbortSignal,
): Promise<readonly (ApprovedCell & { readonly level: Uid })[]> {
  const query: Query = [
    ['wf', workflow],
    ['pe', period],
  ];
  const rows = await getJson(
    client.transport,
    '/api/dataApprovals/categoryOptionCombos',
    query,
    z.array(comboSchema),
    signal,
  );
  return rows.flatMap(({ id, ou, level }) =>
    level?.id === undefined ? [] : [{ orgUnit: ou, attributeOptionCombo: id, level: level.id }],
  );
}

export function cellKey({ orgUnit, attributeOptionCombo }: ApprovedCell): string {
  return `${orgUnit}/${attributeOptionCombo}`;
}
