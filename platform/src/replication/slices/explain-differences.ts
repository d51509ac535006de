import { deletionPolicyOf } from '../deletions/deletion-policy.ts';
import type { RunContext } from '../run-context.ts';
import { readDeletedRows } from './deleted-rows.ts';
import type { FindingGroups, RowFinding } from './finding-groups.ts';
import type { Part } from './part.ts';
import { bucketOf } from './part-digest.ts';
import type { RowClass, Side } from './row-class.ts';
import { createRowLanes, type RowLanes } from './row-hash.ts';
import { createRowTable } from './row-table.ts';
import { createToldBefore } from './told-before.ts';

export interface DifferingPart<Row> {
  readonly context: RunContext;
  readonly rows: RowClass<Row>;
  readonly part: Part;
  /** Buckets whose digests differ; rows of all others are passed over. */
  readonly buckets: ReadonlySet<number>;
  /** When the stage began, in milliseconds since 1970 by the source's clock. */
  readonly startedAt: number;
  readonly findings: FindingGroups;
}

/** Rows whose causes are looked up in the ledger at a time: bounds what is held. */
const rowsPerLookup = 500;

/** Finds every differing row of a part, tells it with its cause, and returns how many of the source's rows differ. */
export async function explainDifferences<Row>(differing: DifferingPart<Row>): Promise<number> {
  // A second attempt, after the reading broke off, begins from nothing.
  differing.findings.forget();
  const teller = createTeller(differing);
  const table = createRowTable();
  for await (const { lanes } of suspects(differing, 'target')) table.add(lanes);
  let count = 0;
  for await (const { row, lanes } of suspects(differing, 'source')) {
    const comparison = table.compare(lanes);
    if (comparison === 'equal') continue;
    count++;
    await teller.tell(differenceOf(differing, row, comparison));
  }
  const { context, rows, part } = differing;
  const policy = deletionPolicyOf(context.options, rows.type);
  if (table.unseen > 0 && policy !== 'leave') {
    const deleted = await readDeletedRows(rows, part, context.signal);
    for await (const { row, lanes } of suspects(differing, 'target')) {
      if (table.isUnseen(lanes)) await teller.tell(strangerOf(differing, row, deleted.compare(lanes) !== 'absent'));
    }
  }
  await teller.finish();
  return count;
}

async function* suspects<Row>(
  { context, rows, part, buckets }: DifferingPart<Row>,
  side: Side,
): AsyncGenerator<{ row: Row; lanes: RowLanes }> {
  const lanes = createRowLanes();
  for await (const row of rows.read(side, part, undefined, context.signal)) {
    rows.hash(side, row, lanes);
    if (buckets.has(bucketOf(lanes))) yield { row, lanes };
  }
}

/** Looks findings up in the ledger, some hundred at a time, before they are told. */
function createTeller<Row>({ context, rows, findings }: DifferingPart<Row>) {
  const toldBefore = createToldBefore(context.ledger, rows.type);
  let waiting: RowFinding[] = [];
  const finish = async () => {
    for (const finding of await toldBefore.explain(waiting)) findings.add(finding);
    waiting = [];
  };
  return {
    finish,
    async tell(finding: RowFinding) {
      waiting.push(finding);
      if (waiting.length === rowsPerLookup) await finish();
    },
  };
}

/** A row that only the target has: told as what stays there or, where it should be gone by now, as a difference. */
function strangerOf<Row>({ context, rows }: DifferingPart<Row>, row: Row, isDeletedOnSource: boolean): RowFinding {
  const extra = rows.extraFinding(row, isDeletedOnSource);
  if (deletionPolicyOf(context.options, rows.type) !== 'propagate') return extra;
  const message = 'The target still holds it, and the source does not have it.';
  return { ...extra, cause: 'unexplained', code: 'NOT_DELETED', message };
}

function differenceOf<Row>(
  { rows, startedAt }: DifferingPart<Row>,
  row: Row,
  comparison: 'absent' | 'different',
): RowFinding {
  const key = rows.keyOf(row);
  const obstacle = rows.obstacleOf(row);
  if (obstacle !== undefined) return { ...obstacle, key };
  const cause = (rows.lastUpdatedOf(row) ?? 0) > startedAt ? 'changed-meanwhile' : 'unexplained';
  const groupKey = rows.elementOf(row);
  if (comparison === 'absent') {
    return { cause, code: 'MISSING_ON_TARGET', message: 'The target does not have it.', key, groupKey };
  }
  return { cause, code: 'DIFFERS_ON_TARGET', message: 'The target holds something else.', key, groupKey };
}
