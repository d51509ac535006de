import type { Finding } from '../../../model/finding.ts';
import type { ValueConflict, ValueImportReport } from '../../../model/import-report.ts';
import type { Ledger, StageName } from '../../../model/ledger.ts';
import type { RunContext } from '../../run-context.ts';
import { readDeletedRows } from '../../slices/deleted-rows.ts';
import { createFindingGroups } from '../../slices/finding-groups.ts';
import { importRows } from '../../slices/import-rows.ts';
import { judgeReport, type ReportVerdict } from '../../slices/judge-report.ts';
import type { Part } from '../../slices/part.ts';
import { reread } from '../../slices/reread.ts';
import type { RowClass } from '../../slices/row-class.ts';
import { createRowLanes } from '../../slices/row-hash.ts';
import { createRowTable } from '../../slices/row-table.ts';
import { partsWithExtras } from './part-extras.ts';

/** A class of rows, and how the target is asked to delete some of them; they are named by the target's UIDs. */
export interface DeletableRows<Row> {
  readonly stage: StageName;
  readonly rows: RowClass<Row>;
  remove(rows: readonly Row[], part: Part): Promise<ValueImportReport>;
}

const rowsPerBody = 5_000;

/** Deletes the rows that only the target has, in the parts in which the copy met some; each part is looked at again first. */
export async function deleteRows<Row>(context: RunContext, deletable: DeletableRows<Row>): Promise<void> {
  const { ledger, signal, progress } = context;
  const finished = await ledger.finishedKeys('deletions');
  const memory = { told: new Map<string, number>(), begun: await loadBegun(ledger) };
  let done = 0;
  for await (const { part } of partsWithExtras(ledger, deletable.stage)) {
    const key = `${deletable.rows.type}/${part.key}`;
    if (finished.has(key)) continue;
    signal.throwIfAborted();
    done += await deletePart(context, deletable, part, key, memory);
    progress.advanced('deletions', done, undefined, deletable.rows.type);
    context.timeSlice?.throwIfAborted();
  }
}

async function deletePart<Row>(
  { ledger, signal }: RunContext,
  deletable: DeletableRows<Row>,
  part: Part,
  key: string,
  { told, begun }: { readonly told: Map<string, number>; readonly begun: ReadonlyMap<string, number> },
): Promise<number> {
  const { rows } = deletable;
  const found = await reread(() => findExtras(rows, part, signal));
  const { deletedOnSource } = found;
  const extras = Math.max(found.extras.length, begun.get(key) ?? 0);
  const facts = { extras, deletedOnSource };
  let left: readonly Row[] = [];
  let conflicts: readonly ValueConflict[] = [];
  if (found.extras.length > 0) {
    await ledger.finishChunk({ stage: 'deletions', key: begunKey + key, counts: {}, findings: [], facts });
    conflicts = await removeAll(deletable, part, found.extras);
    left = (await reread(() => findExtras(rows, part, signal))).extras;
  }
  const deleted = Math.max(0, extras - left.length);
  const findings = refusals(rows, left, conflicts, told);
  await ledger.finishChunk({ stage: 'deletions', key, counts: { [rows.type]: { deleted } }, findings, facts });
  return deleted;
}

/** What was about to be deleted when a part was begun: a run that is taken up again finds less, and counts all the same. */
const begunKey = 'begun/';

async function loadBegun(ledger: Ledger): Promise<ReadonlyMap<string, number>> {
  const begun = new Map<string, number>();
  for await (const { key, facts } of ledger.chunkFacts('deletions')) {
    if (key.startsWith(begunKey)) begun.set(key.slice(begunKey.length), Number(facts.extras ?? 0));
  }
  return begun;
}

interface FoundRows<Row> {
  readonly extras: readonly Row[];
  /** How many of them the source says that it deleted; it never had the others, or forgot. */
  readonly deletedOnSource: number;
}

/** The rows of a part that only the target has, by a fresh reading of both sides. */
async function findExtras<Row>(rows: RowClass<Row>, part: Part, signal: AbortSignal): Promise<FoundRows<Row>> {
  const table = createRowTable();
  const lanes = createRowLanes();
  for await (const row of rows.read('source', part, undefined, signal)) {
    rows.hash('source', row, lanes);
    table.add(lanes);
  }
  const deleted = await readDeletedRows(rows, part, signal);
  const extras: Row[] = [];
  let deletedOnSource = 0;
  for await (const row of rows.read('target', part, undefined, signal)) {
    rows.hash('target', row, lanes);
    if (table.compare(lanes) !== 'absent') continue;
    extras.push(row);
    if (deleted.compare(lanes) !== 'absent') deletedOnSource++;
  }
  return { extras, deletedOnSource };
}

/** What the target does not take stays there, and is found by reading: its report names no row, or one that was gone already. */
async function removeAll<Row>(
  { remove }: DeletableRows<Row>,
  part: Part,
  extras: readonly Row[],
): Promise<readonly ValueConflict[]> {
  const conflicts: ValueConflict[] = [];
  const judge = (report: ValueImportReport, count: number): ReportVerdict => {
    if (conflicts.length < rowsPerBody) conflicts.push(...report.conflicts);
    return report.detailed && report.conflicts.length === 0 ? { kind: 'taken' } : judgeReport(report, count);
  };
  for (let at = 0; at < extras.length; at += rowsPerBody) {
    await importRows(extras.slice(at, at + rowsPerBody), { send: (some) => remove(some, part), judge });
  }
  return conflicts;
}

function refusals<Row>(
  rows: RowClass<Row>,
  left: readonly Row[],
  conflicts: readonly ValueConflict[],
  told: Map<string, number>,
): Finding[] {
  const { code, message } = conflicts[0] ?? { code: 'NOT_DELETED', message: 'The target did not delete it.' };
  const groups = createFindingGroups(rows.type, told);
  for (const row of left) {
    groups.add({ cause: 'refused', code, message, key: rows.keyOf(row), groupKey: rows.elementOf(row) });
  }
  return groups.take();
}
