import type { FastifyInstance } from 'fastify';
import { accountOf } from '../auth.ts';
import { jsonBody } from '../body.ts';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { timestamp } from '../timestamp.ts';
import { defaultCategoryOptionCombo } from './data-value-context.ts';
import { parsePeriod } from './period.ts';
import { queryOf } from './query.ts';
import { embeddedObjects, textOf } from './references.ts';

interface Approval {
  isAccepted: boolean;
  readonly by: string;
  readonly at: string;
}

const approvalsOf = instanceState(() => new Map<string, Approval>());
const keyOf = (...parts: readonly string[]): string => parts.join('|');

/** Whether a workflow's data of a period, unit and combo are approved. One level is enough here. */
export function isApproved(
  instance: Instance,
  workflow: string,
  period: string,
  orgUnit: string,
  combo: string,
): boolean {
  return approvalsOf(instance).has(keyOf(workflow, period, orgUnit, combo));
}

/**
 * `/api/dataApprovals` and `/api/dataAcceptances` (API.md §8.3), without levels: what is approved is approved for all.
 */
export function registerDataApprovalRoutes(app: FastifyInstance, instance: Instance): void {
  const approvals = approvalsOf(instance);
  const defaultCombo = (): string => defaultCategoryOptionCombo(instance)?.id ?? '';
  app.get('/api/dataApprovals/approvals', (request) => {
    const query = queryOf(request);
    const combos = query.many('aoc');
    const answers: unknown[] = [];
    for (const wf of query.many('wf')) {
      for (const pe of query.many('pe')) {
        for (const ou of query.many('ou')) {
          for (const aoc of combos.length > 0 ? combos : [defaultCombo()]) {
            const found = approvals.get(keyOf(wf, pe, ou, aoc));
            const state = found ? (found.isAccepted ? 'ACCEPTED_HERE' : 'APPROVED_HERE') : 'UNAPPROVED_READY';
            const more = found ? { approvedBy: found.by, approvedAt: found.at } : {};
            answers.push({ wf, pe, ou, aoc, state, ...more });
          }
        }
      }
    }
    return answers;
  });
  const change = (path: string, apply: (key: string, by: string) => void): void => {
    app.post(path, (request, reply) => {
      for (const key of keysOf(jsonBody(request), defaultCombo())) apply(key, accountOf(request).username);
      return reply.code(204).send();
    });
  };
  const now = (): string => timestamp(instance.now());
  change('/api/dataApprovals/approvals', (key, by) => {
    approvals.set(key, { isAccepted: false, by, at: now() });
  });
  change('/api/dataApprovals/unapprovals', (key) => {
    approvals.delete(key);
  });
  change('/api/dataAcceptances/acceptances', (key, by) => {
    approvals.set(key, { isAccepted: true, by, at: now() });
  });
  change('/api/dataAcceptances/unacceptances', (key, by) => {
    approvals.set(key, { isAccepted: false, by, at: now() });
  });
}

function keysOf(body: unknown, defaultCombo: string): string[] {
  const { wf, ds, pe, approvals } = (body ?? {}) as Record<string, unknown>;
  const keys: string[] = [];
  const texts = (list: unknown): string[] => (Array.isArray(list) ? list.map(String) : []);
  for (const workflow of [...texts(wf), ...texts(ds)]) {
    for (const iso of texts(pe)) {
      for (const target of embeddedObjects(approvals)) {
        const period = parsePeriod(iso)?.iso ?? iso;
        keys.push(keyOf(workflow, period, textOf(target, 'ou') ?? '', textOf(target, 'aoc') ?? defaultCombo));
      }
    }
  }
  return keys;
}
