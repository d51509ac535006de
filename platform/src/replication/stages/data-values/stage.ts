import type { DataValue } from '../../../model/data-value.ts';
import type { RunContext, Stage } from '../../run-context.ts';
import { type ComparedPart, comparePart } from '../../slices/compare-part.ts';
import { createFindingGroups } from '../../slices/finding-groups.ts';
import { readUids } from '../../slices/known-uids.ts';
import { readAhead } from '../../slices/read-ahead.ts';
import { createSendPace } from '../../slices/send-pace.ts';
import { beginStage } from '../../slices/stage-start.ts';
import { type WalkedPart, walkParts } from '../../slices/walk-parts.ts';
import { type DataValueScope, readDataValueScope } from './data-value-rows.ts';
import { createDataValueSender } from './send-data-values.ts';

/** Rows of a part: bounds the memory (two parts are held at a time) and what a resumed run does again. */
export const rowsPerPart = 100_000;

/** Data elements of one request: with 50 org units they stay under the 8 kB that servers allow for a URL. */
export const elementsPerRequest = 150;

/** Sizes, which tests make small. */
export interface DataValuesOptions {
  readonly rowsPerPart?: number | undefined;
  readonly elementsPerRequest?: number | undefined;
  readonly valuesPerBody?: number | undefined;
}

/** Copies all data values, part by part: compares first, sends what differs, and tells of what cannot arrive. */
export const dataValuesStage: Stage = createDataValuesStage();

export function createDataValuesStage(sizes: DataValuesOptions = {}): Stage {
  return { name: 'dataValues', run: (context) => copyDataValues(context, sizes) };
}

async function copyDataValues(context: RunContext, sizes: DataValuesOptions): Promise<void> {
  context.progress.stageStarted('dataValues');
  const scope = await readDataValueScope(context);
  const finished = await beginStage(context, 'dataValues', 'dataValues', scope.readable);
  const finishPart = await createPartFinisher(context, scope, sizes.valuesPerBody ?? 10_000);
  const limit = sizes.rowsPerPart ?? rowsPerPart;
  const parts = walkParts(scope.catalogue.areas, {
    hierarchy: scope.hierarchy,
    from: scope.readable.from,
    maxElements: sizes.elementsPerRequest ?? elementsPerRequest,
    limit,
    finished,
    read: (part, divisible) => comparePart(scope.rows, part, divisible ? limit : undefined, context.signal),
  });
  // One part is being sent while the next is read; the one after that waits, so that never more than two are held.
  let sending: Promise<void> = Promise.resolve();
  for await (const part of readAhead(parts)) {
    await sending;
    sending = finishPart(part);
    sending.catch(() => undefined);
  }
  await sending;
  context.progress.stageFinished('dataValues');
}

type FinishPart = (walked: WalkedPart<ComparedPart<DataValue>>) => Promise<void>;

/** Sends a part's differences, and acknowledges it when the target has answered to all of them. */
async function createPartFinisher(
  context: RunContext,
  scope: DataValueScope,
  largestBody: number,
): Promise<FinishPart> {
  const pace = createSendPace({ largestBody, maxConcurrency: 4, now: () => performance.now() });
  const send = createDataValueSender(context, scope.place, scope.rules, pace);
  const canBeAsked = context.options.dryRun ? await createKnownToTarget(context, scope) : () => true;
  const told = new Map<string, number>();
  let done = 0;
  return async ({ part, rows, value }) => {
    const findings = createFindingGroups('dataValues', told);
    const lost = { refused: 0, impossible: 0 };
    const sendable = (values: readonly DataValue[]) =>
      values.filter((row) => {
        const obstacle = scope.place.obstacleOf(row);
        if (obstacle === undefined) return true;
        findings.add({ ...obstacle, key: scope.rows.keyOf(row) });
        lost[obstacle.cause === 'refused' ? 'refused' : 'impossible']++;
        return false;
      });
    const created = sendable(value.absent);
    const updated = sendable(value.different);
    const changed = updated.length === 0 ? created : created.concat(updated);
    const refusedRows = await send(context.options.dryRun ? changed.filter(canBeAsked) : changed);
    const isUpdate = new Set(refusedRows.length > 0 ? updated : []);
    for (const { row, code, message } of refusedRows) {
      findings.add({ cause: 'refused', code, message, key: scope.rows.keyOf(row), groupKey: row.dataElement });
    }
    const refusedUpdates = refusedRows.filter(({ row }) => isUpdate.has(row)).length;
    for (const extra of value.extraKeys) findings.add(extraFinding(extra.key, extra.element));
    for (let more = value.extraKeys.length; more < value.extras; more++)
      findings.add(extraFinding(part.key, part.area));
    const counts = {
      read: rows,
      created: created.length - (refusedRows.length - refusedUpdates),
      updated: updated.length - refusedUpdates,
      unchanged: value.unchanged,
      refused: lost.refused + refusedRows.length,
      impossible: lost.impossible,
    };
    await context.ledger.finishChunk({
      stage: 'dataValues',
      key: part.key,
      counts: { dataValues: counts },
      findings: findings.take(),
      facts: { elements: part.elements.length, orgUnits: part.orgUnits.length, children: part.children, values: rows },
    });
    done += rows;
    context.progress.advanced('dataValues', done, undefined, 'dataValues');
  };
}

/** A value that only the target has: deletions are not propagated, so it stays; it is no part of what was read. */
export function extraFinding(key: string, groupKey: string) {
  const message = 'The target holds a value that the source does not have (any more); deletions are not propagated.';
  return { cause: 'skipped', code: 'EXTRA_ON_TARGET', message, key, groupKey } as const;
}

/** Before metadata is there, the target would refuse every value that names it: those are not asked about. */
async function createKnownToTarget(context: RunContext, scope: DataValueScope): Promise<(value: DataValue) => boolean> {
  const { identity } = context;
  const combos = await readUids(context.target, 'categoryOptionCombos', context.signal);
  const has = (uids: ReadonlySet<string>, uid: string) => uids.has(identity.toTarget(uid));
  return (value) =>
    has(scope.targetElements, value.dataElement) &&
    has(scope.targetOrgUnits, value.orgUnit) &&
    has(combos, value.categoryOptionCombo) &&
    has(combos, value.attributeOptionCombo);
}
