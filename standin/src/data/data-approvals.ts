import type { FastifyInstance } from 'fastify';
import { jsonBody } from '../body.ts';
import type { Instance } from '../instance.ts';
import { WebMessageError } from '../web-message.ts';
import { statusFromBelow, statusOf } from './approval-status.ts';
import {
  type ApprovalCell,
  collectingUnits,
  levelsOf,
  ownApprovals,
  pathOf,
  removeApproval,
  setApproval,
  wantsAcceptance,
} from './approval-store.ts';
import { defaultCategoryOptionCombo } from './data-value-context.ts';
import { dayOfDate, type Period, parsePeriod } from './period.ts';
import { type Query, queryOf } from './query.ts';
import { embeddedObjects, refId, textOf } from './references.ts';
import { seenPeriods } from './seen-periods.ts';

/** `/api/dataApprovals` and the acceptances, which 2.42 moved below it (API.md §8.3; recorded: data-details). */
export function registerDataApprovalRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/dataApprovals/approvals', (request) => approvalsOf(instance, queryOf(request)));
  app.get('/api/dataApprovals/categoryOptionCombos', (request) => combosOf(instance, queryOf(request)));
  const change = (path: string, plan: (cell: ApprovalCell) => () => void): void => {
    app.post(path, (request, reply) => {
      const steps = cellsOf(instance, jsonBody(request)).map(plan);
      for (const step of steps) step();
      return reply.code(204).send();
    });
  };
  const acceptances = instance.minor >= 42 ? '/api/dataApprovals/dataAcceptances' : '/api/dataAcceptances';
  change('/api/dataApprovals/approvals', (cell) => approval(instance, cell));
  change('/api/dataApprovals/unapprovals', (cell) => unapproval(instance, cell));
  change(`${acceptances}/acceptances`, (cell) => acceptance(instance, cell, true));
  change(`${acceptances}/unacceptances`, (cell) => acceptance(instance, cell, false));
}

/** The server names no reason (recorded: ap-region-first). */
const refusal = () => new WebMessageError(409, '');
/** It falls over where no data set of the workflow is collected (recorded: first attempt, all three releases). */
const failure = () =>
  new WebMessageError(
    500,
    'Cannot invoke "org.hisp.dhis.dataapproval.DataApprovalStatus.getActionLevel()" because "status" is null',
  );

function approval(instance: Instance, cell: ApprovalCell): () => void {
  const status = statusOf(instance, cell);
  const levels = levelsOf(instance, cell.workflow);
  const { approvedLevel, actionLevel } = status ?? {};
  const above = levels[levels.findIndex(({ uid }) => uid === approvedLevel?.uid) - 1];
  const level = approvedLevel === undefined ? actionLevel : (above ?? approvedLevel);
  const isOwn = level?.orgUnitLevel === pathOf(instance, cell.orgUnit).length;
  if (!status?.permissions.mayApprove || level === undefined || !isOwn) throw refusal();
  return () => setApproval(instance, cell, level.uid, !wantsAcceptance(instance));
}

function unapproval(instance: Instance, cell: ApprovalCell): () => void {
  const status = statusOf(instance, cell);
  if (status === undefined) throw failure();
  const { approvedLevel } = status;
  if (!status.permissions.mayUnapprove || approvedLevel === undefined) throw refusal();
  return () => removeApproval(instance, cell, approvedLevel.uid);
}

function acceptance(instance: Instance, cell: ApprovalCell, isAccepted: boolean): () => void {
  const status = statusOf(instance, cell);
  if (status === undefined) throw failure();
  const { approvedLevel, permissions } = status;
  if (approvedLevel !== undefined && ownApprovals(instance, cell).get(approvedLevel.uid) === isAccepted) {
    if (wantsAcceptance(instance)) return () => undefined;
  }
  const isAllowed = isAccepted ? permissions.mayAccept : permissions.mayUnaccept;
  if (!isAllowed || approvedLevel === undefined) throw refusal();
  return () => setApproval(instance, cell, approvedLevel.uid, isAccepted);
}

function approvalsOf(instance: Instance, query: Query): unknown[] {
  const combos = query.many('aoc').length > 0 ? query.many('aoc') : [defaultCategoryOptionCombo(instance)?.id ?? ''];
  const answers: unknown[] = [];
  for (const workflow of query.many('wf')) {
    for (const period of wantedPeriods(instance, workflow, query)) {
      for (const orgUnit of query.many('ou').map((uid) => knownUnit(instance, uid))) {
        for (const combo of combos) {
          const status = statusOf(instance, { workflow, period: period.iso, orgUnit, combo });
          const { state, approvedLevel, permissions } = status ?? {};
          const more = { ...(approvedLevel && { level: approvedLevel.uid }), ...(permissions && { permissions }) };
          answers.push({ wf: workflow, pe: period.iso, ou: orgUnit, aoc: combo, ...(state && { state }), ...more });
        }
      }
    }
  }
  return answers;
}

/** Only periods that the instance has met, and of the workflow's own type. */
function wantedPeriods(instance: Instance, workflow: string, query: Query): Period[] {
  const periodType = textOf(instance.metadata.find('dataApprovalWorkflows', workflow), 'periodType');
  const [from, to] = ['startDate', 'endDate'].map((name) => dayOfDate(new Date(query.one(name) ?? 0)));
  const isWanted = ({ iso, start, end }: Period) =>
    query.has('pe') ? query.many('pe').includes(iso) : start >= (from ?? 0) && end <= (to ?? 0);
  return [...seenPeriods(instance)]
    .map(parsePeriod)
    .filter((period) => period !== undefined)
    .filter((period) => period.periodType === periodType && isWanted(period));
}

function combosOf(instance: Instance, query: Query): unknown[] {
  return query.many('wf').flatMap((workflow) => {
    const lowest = levelsOf(instance, workflow).at(-1);
    const period = parsePeriod(query.one('pe') ?? '')?.iso ?? '';
    const units = [...collectingUnits(instance, workflow)]
      .filter((uid) => pathOf(instance, uid).length === lowest?.orgUnitLevel)
      .sort();
    return attributeCombos(instance, workflow).flatMap((combo) =>
      units.map((orgUnit) => {
        const status = statusFromBelow(instance, { workflow, period, orgUnit, combo });
        const { uid, level } = status?.approvedLevel ?? {};
        return {
          id: combo,
          level: uid === undefined ? {} : { id: uid, level: String(level) },
          ou: orgUnit,
          ouName: instance.metadata.find('organisationUnits', orgUnit)?.name,
          accepted: status?.isAccepted ?? false,
          permissions: status?.permissions,
        };
      }),
    );
  });
}

/** The option combos of the category combos of a workflow's data sets. */
function attributeCombos(instance: Instance, workflow: string): string[] {
  const combos = new Set<string>();
  for (const dataSet of instance.metadata.of('dataSets').values()) {
    if (refId(dataSet.workflow) === workflow) combos.add(refId(dataSet.categoryCombo) ?? '');
  }
  const all = [...instance.metadata.of('categoryOptionCombos').values()];
  return all.filter(({ categoryCombo }) => combos.has(refId(categoryCombo) ?? '')).map(({ id }) => id);
}

/** @throws WebMessageError 409 for an org unit that is not there. */
function knownUnit(instance: Instance, uid: string): string {
  if (instance.metadata.find('organisationUnits', uid)) return uid;
  throw new WebMessageError(409, `Organisation unit does not exist: ${uid}`);
}

function cellsOf(instance: Instance, body: unknown): ApprovalCell[] {
  const { wf, ds, pe, approvals } = (body ?? {}) as Record<string, unknown>;
  const texts = (list: unknown): string[] => (Array.isArray(list) ? list.map(String) : []);
  const ofSets = texts(ds).map((uid) => refId(instance.metadata.find('dataSets', uid)?.workflow));
  const workflows = [...texts(wf), ...ofSets.filter((uid) => uid !== undefined)];
  const known = new Set(instance.metadata.of('categoryOptionCombos').keys());
  const fallback = defaultCategoryOptionCombo(instance)?.id ?? '';
  return embeddedObjects(approvals).flatMap((target) => {
    const orgUnit = knownUnit(instance, textOf(target, 'ou') ?? '');
    const named = textOf(target, 'aoc') ?? '';
    const combo = known.has(named) ? named : fallback;
    return texts(pe).flatMap((iso) => {
      const period = parsePeriod(iso)?.iso ?? iso;
      seenPeriods(instance).add(period);
      return workflows.map((workflow) => ({ workflow, period, orgUnit, combo }));
    });
  });
}
