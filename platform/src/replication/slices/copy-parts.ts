import { inParallel } from '../../dhis2/in-parallel.ts';
import type { Counts } from '../../model/counts.ts';
import type { Finding } from '../../model/finding.ts';
import type { StageName } from '../../model/ledger.ts';
import { deletionPolicyOf } from '../deletions/deletion-policy.ts';
import { extrasOfPart } from '../deletions/rows/part-extras.ts';
import { lookAtClocks } from '../proof/moments.ts';
import type { ProvenSlice } from '../proof/proven-run.ts';
import type { RunContext } from '../run-context.ts';
import { type CarriedPart, findCarriedParts } from './carried-parts.ts';
import { type ComparedPart, comparePart, compareWhole } from './compare-part.ts';
import { comparedFacts } from './compared-parts.ts';
import { type DatedRows, datedRows } from './dated-rows.ts';
import { createFindingGroups, type FindingGroups } from './finding-groups.ts';
import type { RefusedRow } from './import-rows.ts';
import type { OrgUnitHierarchy, ReadableOrgUnits } from './org-unit-hierarchy.ts';
import type { Area, Part } from './part.ts';
import type { RowClass } from './row-class.ts';
import { beginStage, toldFacts } from './stage-start.ts';
import { compareTouched, touchedAtOnce } from './touched-parts.ts';
import { createUnderWay, type UnderWay } from './under-way.ts';
import { type WalkedPart, type WalkOptions, walkParts } from './walk-parts.ts';

/** What became of the companions of some rows, and which rows cannot arrive without theirs. */
export interface BroughtCompanions<Row> {
  readonly counts: Readonly<Record<string, Partial<Counts>>>;
  readonly findings: readonly Finding[];
  readonly refused: readonly RefusedRow<Row>[];
}

/** What rows name and are nothing without: the files that values are. */
export interface Companions<Row> {
  isAccompanied(row: Row): boolean;
  /**
   * Brings those of all these rows that the target does not have. Rows that were found unchanged are among them: what a killed
   * attempt had sent counts as if it had not been killed, and what a target has lost is brought again.
   */
  bring(rows: readonly Row[]): Promise<BroughtCompanions<Row>>;
}

/** What the comparison knows of rows that are to be sent. */
export interface KnownOfRows<Row> {
  readonly part: Part;
  /** Those of them that the target holds otherwise; it was seen to hold none of the others. */
  readonly different: ReadonlySet<Row>;
}

/** One class of rows, how it is cut, and how its rows are brought to the target. */
export interface CopiedClass<Row> extends Pick<WalkOptions<never>, 'maxElements' | 'limit'> {
  readonly stage: StageName;
  readonly rows: RowClass<Row>;
  readonly areas: readonly Area[];
  readonly hierarchy: OrgUnitHierarchy;
  readonly readable: ReadableOrgUnits;
  /** What cannot be copied, whatever the parts hold. */
  readonly beforehand?: readonly Finding[] | undefined;
  readonly companions?: Companions<Row> | undefined;
  /** Brings rows to the target (in a dry run only asks it) and resolves to those that it refused. */
  send(rows: readonly Row[], known: KnownOfRows<Row>): Promise<readonly RefusedRow<Row>[]>;
}

const fullPartsSentAtOnce = 2;

/**
 * Copies a class, or those of its areas that make a piece, part by part: compares, sends what differs, and acknowledges the
 * part when the target has answered to all of it. While the next part is read, so many are being sent as hold the rows of
 * two full ones: connections do not idle at the end of each, nor where parts are small.
 */
export async function copyParts<Row>(context: RunContext, copied: CopiedClass<Row>): Promise<void> {
  const { stage, rows, areas, hierarchy, readable, maxElements, limit } = copied;
  const { finished, told } = await beginStage(context, stage, rows.type, readable, copied.beforehand);
  const moments = rows.dates && (await lookAtClocks(context));
  const dated = datedRows(rows, moments);
  const carried = await findCarriedParts(context, copied, moments);
  const sending = createUnderWay(fullPartsSentAtOnce * limit);
  const copy = createPartCopy(context, copied, { dated, sending, told });
  const passedOver: Part[] = [];
  const parts = walkParts<ComparedPart<Row>>(areas, {
    hierarchy,
    from: readable.from,
    maxElements,
    limit,
    finished: new Set([...finished, ...carried.keys()]),
    passedOver: (part) => {
      if (!finished.has(part.key)) passedOver.push(part);
    },
    read: (part, divisible) => copy.look(part, divisible ? limit : undefined),
  });
  let isStopped = false;
  // What was begun is finished, so that every take gets on, however short its time.
  const lookAtTime = () => {
    isStopped = context.timeSlice?.aborted === true;
    return isStopped;
  };
  const finishPassedOver = async () => {
    const known = passedOver.splice(0).flatMap((part) => {
      const found = carried.get(part.key);
      return found === undefined ? [] : [{ part, known: found }];
    });
    for await (const finish of inParallel(known, touchedAtOnce, copy.lookAtCarried)) {
      await finish();
      if (lookAtTime()) return;
    }
  };
  try {
    for await (const walked of parts) {
      await finishPassedOver();
      await copy.finish(walked);
      if (lookAtTime()) break;
    }
    if (!isStopped) await finishPassedOver();
    await sending.end();
  } finally {
    // Whoever goes on with it has to find in the ledger all that this attempt ever did.
    await sending.settle();
  }
  if (isStopped) context.timeSlice?.throwIfAborted();
}

interface CopyState<Row> {
  readonly dated: DatedRows<Row>;
  readonly sending: UnderWay;
  readonly told: Map<string, number>;
}

/** How the parts of a class are looked at and finished, in one attempt. */
function createPartCopy<Row>(context: RunContext, copied: CopiedClass<Row>, { dated, sending, told }: CopyState<Row>) {
  const { stage, rows: rowClass } = copied;
  const tellsExtras = deletionPolicyOf(context.options, rowClass.type) === 'report';
  const how = { tellsExtras, isAccompanied: copied.companions?.isAccompanied };
  let done = 0;
  const advance = (count: number) => {
    done += count;
    context.progress.advanced(stage, done, undefined, rowClass.type);
  };
  const look = (part: Part, limit: number | undefined) =>
    comparePart(dated.rows, part, { ...how, limit }, context.signal);
  const bring = (looked: LookedAtPart<Row>) => {
    const { absent, different } = looked.value;
    return sending.begin(absent.length + different.length, async () => {
      context.signal.throwIfAborted();
      await finishPart(context, copied, looked, createFindingGroups(rowClass.type, told));
      advance(looked.rows);
    });
  };
  const finish = ({ part, rows, value }: WalkedPart<ComparedPart<Row>>) => {
    const proof = dated.proofOf(part, context.ledger.runId);
    dated.forget(part);
    return bring({ part, rows, value, facts: comparedFacts(value.digest, proof) });
  };
  /** Gives what finishes it when its turn comes. */
  const lookAtCarried = async ({ part, known }: { readonly part: Part; readonly known: CarriedPart }) => {
    if ('slice' in known) {
      return async () => {
        await finishCarriedPart(context, copied, part, known.slice);
        advance(known.slice.rows);
      };
    }
    const compared = await compareTouched(context, rowClass, { part, ...known.touched }, how);
    if (compared !== undefined) return () => bring({ part, ...compared });
    return async () => finish({ part, ...(await compareWhole(dated.rows, part, how, context.signal)) });
  };
  return { look, finish, lookAtCarried };
}

/** A part as it was found, and what it leaves in the ledger when all that differed of it was sent and taken. */
interface LookedAtPart<Row> extends WalkedPart<ComparedPart<Row>> {
  readonly facts: Readonly<Record<string, unknown>>;
}

async function finishPart<Row>(
  context: RunContext,
  copied: CopiedClass<Row>,
  { part, rows, value, facts }: LookedAtPart<Row>,
  findings: FindingGroups,
): Promise<void> {
  const absent = takeObstacles(copied.rows, value.absent, findings);
  const different = takeObstacles(copied.rows, value.different, findings);
  const changed = different.rows.length === 0 ? absent.rows : absent.rows.concat(different.rows);
  const updates = new Set(different.rows);
  const { refusedRows, companions } = await sendRows(copied, changed, value.accompanied, { part, different: updates });
  for (const { row, code, message } of refusedRows) {
    const { keyOf, elementOf } = copied.rows;
    findings.add({ cause: 'refused', code, message, key: keyOf(row), groupKey: elementOf(row) });
  }
  for (const extra of value.extras) findings.add(extra);
  const lost = absent.lost + different.lost + refusedRows.length + value.extraCount;
  const refusedUpdates = refusedRows.filter(({ row }) => updates.has(row)).length;
  await context.ledger.finishChunk({
    stage: copied.stage,
    key: part.key,
    counts: {
      ...companions?.counts,
      [copied.rows.type]: {
        read: rows,
        created: absent.rows.length - (refusedRows.length - refusedUpdates),
        updated: different.rows.length - refusedUpdates,
        unchanged: value.unchanged,
        refused: absent.refused + different.refused + refusedRows.length,
        impossible: absent.impossible + different.impossible,
        skipped: absent.skipped + different.skipped,
      },
    },
    facts: {
      ...toldFacts(findings.told()),
      ...(lost === 0 ? facts : {}),
      ...factsOfPart(part, rows),
      ...extrasOfPart(part, value),
    },
    findings: [...findings.take(), ...(companions?.findings ?? [])],
  });
}

/**
 * Acknowledges a part that need not be read: an earlier run found it the same, and neither side has dated a change since. Its companions
 * keep no dates: rows that have some are read, and what the target lost of them is brought again.
 */
async function finishCarriedPart<Row>(
  { ledger, signal }: RunContext,
  { stage, rows: rowClass, companions }: CopiedClass<Row>,
  part: Part,
  { rows, digest, proof }: ProvenSlice,
): Promise<void> {
  const { type, keyOf } = rowClass;
  const elements = companions === undefined ? [] : (rowClass.dates?.accompanied(part.elements) ?? []);
  const accompanied: Row[] = [];
  if (elements.length > 0) {
    for await (const row of rowClass.read('source', { ...part, elements }, undefined, signal))
      if (companions?.isAccompanied(row)) accompanied.push(row);
  }
  const brought = accompanied.length === 0 ? undefined : await companions?.bring(accompanied);
  const refused = brought?.refused ?? [];
  await ledger.finishChunk({
    stage,
    key: part.key,
    counts: { ...brought?.counts, [type]: { read: rows, unchanged: rows - refused.length, refused: refused.length } },
    findings: [
      ...(brought?.findings ?? []),
      ...refused.map(({ row, code, message }) => ({ type, key: keyOf(row), cause: 'refused' as const, code, message })),
    ],
    facts: { ...comparedFacts(digest, proof), ...factsOfPart(part, rows), held: rows },
  });
}

function factsOfPart({ elements, orgUnits, children }: Part, rows: number): Readonly<Record<string, unknown>> {
  return { elements: elements.length, orgUnits: orgUnits.length, children, rows };
}

/** Sends rows, after what travels with them. */
async function sendRows<Row>(
  { companions, send }: Pick<CopiedClass<Row>, 'companions' | 'send'>,
  changed: readonly Row[],
  unchanged: readonly Row[],
  known: KnownOfRows<Row>,
): Promise<{ readonly refusedRows: readonly RefusedRow<Row>[]; readonly companions?: BroughtCompanions<Row> }> {
  const accompanied = companions === undefined ? [] : [...changed.filter(companions.isAccompanied), ...unchanged];
  if (companions === undefined || accompanied.length === 0) {
    return { refusedRows: changed.length === 0 ? [] : await send(changed, known) };
  }
  const brought = await companions.bring(accompanied);
  const lost = new Map(brought.refused.map((refused) => [refused.row, refused]));
  const sendable = changed.filter((row) => !lost.has(row));
  const held = changed.flatMap((row) => lost.get(row) ?? []);
  const refused = sendable.length === 0 ? [] : await send(sendable, known);
  return { refusedRows: [...held, ...refused], companions: brought };
}

/** Sets aside the rows that cannot stand on the target, and tells why. */
function takeObstacles<Row>(
  { obstacleOf, keyOf }: RowClass<Row>,
  rows: readonly Row[],
  findings: FindingGroups,
): { rows: Row[]; lost: number; refused: number; impossible: number; skipped: number } {
  const lost = { refused: 0, impossible: 0, skipped: 0 };
  const sendable = rows.filter((row) => {
    const obstacle = obstacleOf(row);
    if (obstacle === undefined) return true;
    findings.add({ ...obstacle, key: keyOf(row) });
    lost[obstacle.cause]++;
    return false;
  });
  return { rows: sendable, lost: rows.length - sendable.length, ...lost };
}
