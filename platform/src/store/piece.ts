import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { type ErrorCode, errorCodes } from '../model/errors/codes.ts';
import type { ErrorArguments } from '../model/errors/platform-error.ts';
import type { Database } from './database.ts';
import type { PieceState, PieceTable, PieceTask } from './queue-tables.ts';
import { storableJson, storableText } from './storable-text.ts';

/** Where a piece belongs: enough for any process to find the work again. */
export interface PiecePlace {
  readonly task: PieceTask;
  readonly step: string;
  readonly round: number;
  readonly key: string;
}

/** A part of a run that one worker does by itself, as PostgreSQL keeps it. */
export interface KeptPiece extends PiecePlace {
  readonly id: number;
  readonly runId: number;
  readonly state: PieceState;
  readonly attempts: number;
  readonly timesTaken: number;
  readonly jobId: string | undefined;
  readonly workerId: number | undefined;
  readonly failure: PieceFailure | undefined;
}

/** Why a piece failed last. */
export interface PieceFailure {
  /** A code of `model/errors/`; `FAULT` for a defect of our own. */
  readonly code: ErrorCode | 'FAULT';
  readonly args: ErrorArguments;
}

const rowsPerInsert = 1_000;

/** Adds the pieces of a step, none of which has a job yet. Those that are there already stay as they are. */
export async function addPieces(transaction: Database, runId: number, places: readonly PiecePlace[]): Promise<void> {
  for (let start = 0; start < places.length; start += rowsPerInsert) {
    const rows = places
      .slice(start, start + rowsPerInsert)
      .map((place) => ({ ...place, key: storableText(place.key), run_id: runId, state: 'waiting' as const }));
    await transaction
      .insertInto('piece')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['run_id', 'task', 'step', 'round', 'key']).doNothing())
      .execute();
  }
}

/** A piece by its number, locked until the transaction ends. */
export async function lockPiece(transaction: Database, pieceId: number): Promise<KeptPiece | undefined> {
  const row = await transaction
    .selectFrom('piece')
    .selectAll()
    .where('id', '=', pieceId)
    .forUpdate()
    .executeTakeFirst();
  return row && toPiece(row);
}

/** Whether a worker still holds a piece; where it does, nobody takes the piece away before the transaction has ended. */
export async function isPieceHeld(transaction: Database, pieceId: number, workerId: number): Promise<boolean> {
  const row = await transaction
    .selectFrom('piece')
    .select('id')
    .where('id', '=', pieceId)
    .where('state', '=', 'running')
    .where('worker_id', '=', workerId)
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * The pieces that may be done now: of those that are left, the first round of the first step that was begun. Pieces are
 * numbered in the order in which they came to be, so the earliest that is open says where the run is.
 */
export async function findReadyPieces(transaction: Database, runId: number): Promise<readonly KeptPiece[]> {
  const rows = await transaction
    .selectFrom('piece')
    .selectAll()
    .where('run_id', '=', runId)
    .where('state', 'in', ['waiting', 'queued', 'running'])
    .orderBy('id')
    .execute();
  const open = rows.map(toPiece);
  const [first] = open;
  if (first === undefined) return [];
  const inStep = open.filter(({ task, step }) => task === first.task && step === first.step);
  const round = Math.min(...inStep.map((piece) => piece.round));
  return inStep.filter((piece) => piece.round === round);
}

/** Gives pieces the jobs that stand for them from now on. */
export async function keepQueued(
  transaction: Database,
  jobs: readonly { readonly pieceId: number; readonly jobId: string }[],
): Promise<void> {
  await sql`
    update piece set state = 'queued', job_id = job.id, worker_id = null
    from unnest(${jobs.map(({ pieceId }) => pieceId)}::bigint[], ${jobs.map(({ jobId }) => jobId)}::uuid[]) as job (piece, id)
    where piece.id = job.piece
  `.execute(transaction);
}

/** Puts a piece back without a job. */
export async function keepWaiting(transaction: Database, pieceId: number): Promise<void> {
  await transaction
    .updateTable('piece')
    .set({ state: 'waiting', job_id: null, worker_id: null })
    .where('id', '=', pieceId)
    .execute();
}

/** Puts back everything that was queued or under way, where there are neither jobs nor workers any more. */
export async function freePieces(transaction: Database): Promise<void> {
  await transaction
    .updateTable('piece')
    .set({ state: 'waiting', job_id: null, worker_id: null })
    .where('state', 'in', ['queued', 'running'])
    .execute();
}

/** A worker begins with a piece. */
export async function keepTaken(transaction: Database, pieceId: number, workerId: number): Promise<void> {
  await transaction
    .updateTable('piece')
    .set({
      state: 'running',
      worker_id: workerId,
      times_taken: sql<number>`times_taken + 1`,
      started_at: sql<Date>`coalesce(started_at, clock_timestamp())`,
      finished_at: null,
    })
    .where('id', '=', pieceId)
    .execute();
}

export async function keepDone(transaction: Database, pieceId: number, state: 'done' | 'set-aside'): Promise<void> {
  await transaction
    .updateTable('piece')
    .set({ state, job_id: null, worker_id: null, finished_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', pieceId)
    .execute();
}

/** Keeps why a piece failed; `counts` where it is one of the failures that set a piece aside in the end. */
export async function keepFailure(
  transaction: Database,
  pieceId: number,
  failure: PieceFailure,
  counts: boolean,
): Promise<void> {
  await transaction
    .updateTable('piece')
    .set({
      error_code: failure.code,
      error_args: storableJson(failure.args),
      ...(counts && { attempts: sql<number>`attempts + 1` }),
    })
    .where('id', '=', pieceId)
    .execute();
}

/** How a chunk that stands for a piece that was set aside is called in the ledger. */
export const setAsidePrefix = 'set-aside/';

/** How many pieces of a run were set aside. */
export async function countSetAside(database: Database, runId: number): Promise<number> {
  const row = await database
    .selectFrom('piece')
    .select(sql<number>`count(*)`.as('count'))
    .where('run_id', '=', runId)
    .where('state', '=', 'set-aside')
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Gives pieces that were set aside all their tries back, and forgets that it was told. Says how many there were. */
export async function readmitPieces(transaction: Database, runId: number): Promise<number> {
  const rows = await transaction
    .updateTable('piece')
    .set({ state: 'waiting', attempts: 0, finished_at: null })
    .where('run_id', '=', runId)
    .where('state', '=', 'set-aside')
    .returning('id')
    .execute();
  await transaction
    .deleteFrom('chunk')
    .where('run_id', '=', runId)
    .where('key', 'like', `${setAsidePrefix}%`)
    .execute();
  await transaction.updateTable('piece').set({ attempts: 0 }).where('run_id', '=', runId).execute();
  return rows.length;
}

/** The pieces of a run in the order in which they came to be, behind the piece `after`, at most `limit`. */
export async function listPieces(
  database: Database,
  runId: number,
  options: {
    readonly states?: readonly PieceState[];
    readonly after?: number | undefined;
    readonly limit?: number;
  } = {},
): Promise<readonly KeptPiece[]> {
  let query = database
    .selectFrom('piece')
    .selectAll()
    .where('run_id', '=', runId)
    .where('id', '>', options.after ?? 0)
    .orderBy('id')
    .limit(options.limit ?? 1_000);
  if (options.states) query = query.where('state', 'in', options.states);
  return (await query.execute()).map(toPiece);
}

const argumentsSchema = z.record(z.string(), z.union([z.string(), z.number()]));

function toPiece(row: Selectable<PieceTable>): KeptPiece {
  const { task, step, round, key, state, attempts } = row;
  const failure = row.error_code === null ? undefined : toFailure(row.error_code, row.error_args);
  return {
    id: row.id,
    runId: row.run_id,
    task,
    step,
    round,
    key,
    state,
    attempts,
    timesTaken: row.times_taken,
    jobId: row.job_id ?? undefined,
    workerId: row.worker_id ?? undefined,
    failure,
  };
}

function toFailure(code: string, args: unknown): PieceFailure {
  const known = code in errorCodes ? (code as ErrorCode) : 'FAULT';
  return { code: known, args: argumentsSchema.nullable().parse(args) ?? {} };
}
