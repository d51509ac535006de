import type { Selectable } from 'kysely';
import type { AuditActor } from '../model/audit.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import { explainReason, type RunReason } from '../model/run-reason.ts';
import { mayFollow, type RunState } from '../model/run-state.ts';
import type { Database } from './database.ts';
import type { RunTransitionTable } from './queue-tables.ts';
import { setRunState, toReason } from './run.ts';
import { storableJson, storableText } from './storable-text.ts';

/** One change of a run's state. */
export interface RunTransition {
  /** Undefined for the birth of the run. */
  readonly from: RunState | undefined;
  readonly to: RunState;
  /** Undefined where a newer release told a reason that this one does not know. */
  readonly reason: RunReason | undefined;
  readonly toldBy: string;
  readonly happenedAt: Date;
}

export interface Move {
  readonly to: RunState;
  readonly reason: RunReason;
  /** A person, a schedule or a worker. */
  readonly toldBy: string;
  /** All that is known of that person, for the audit trail. */
  readonly actor?: AuditActor | undefined;
}

/** The state of a run, which stays so until the transaction ends; `RUN_UNKNOWN` where there is none. */
export async function lockRunState(transaction: Database, runId: number): Promise<RunState> {
  const row = await transaction
    .selectFrom('run')
    .select('state')
    .where('id', '=', runId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new PlatformError('RUN_UNKNOWN', { args: { run: runId } });
  return row.state;
}

/**
 * Brings a run into another state and keeps why, in the caller's transaction. Gives the state it was in.
 * @throws PlatformError RUN_MOVE_REFUSED where that state cannot follow.
 */
export async function moveRun(transaction: Database, runId: number, move: Move): Promise<RunState> {
  const from = await lockRunState(transaction, runId);
  // A run whose process died says that it is running; who takes it up says so again.
  if (from !== move.to && !mayFollow(from, move.to)) {
    throw new PlatformError('RUN_MOVE_REFUSED', { args: { run: runId, from, to: move.to } });
  }
  await setRunState(transaction, runId, move.to, undefined, { by: move.actor ?? move.toldBy, code: move.reason.code });
  await keepReason(transaction, runId, move.reason);
  await keepTransition(transaction, runId, from, move);
  return from;
}

/** Keeps the birth of a run: it is `pending` from nothing. */
export async function keepBirth(transaction: Database, runId: number, birth: Omit<Move, 'to'>): Promise<void> {
  await keepReason(transaction, runId, birth.reason);
  await keepTransition(transaction, runId, null, { ...birth, to: 'pending' });
}

/** Keeps another reason for the state that a run is in. Told once: the same reason again changes nothing. */
export async function keepRunReason(transaction: Database, runId: number, reason: RunReason): Promise<void> {
  const row = await transaction
    .selectFrom('run')
    .select(['state', 'reason_code', 'reason_args'])
    .where('id', '=', runId)
    .executeTakeFirstOrThrow();
  const known = toReason(row.reason_code, row.reason_args);
  if (known !== undefined && explainReason(known, 'en') === explainReason(reason, 'en')) return;
  await keepReason(transaction, runId, reason);
  await keepTransition(transaction, runId, row.state, { to: row.state, reason, toldBy: 'relais' });
}

async function keepReason(transaction: Database, runId: number, { code, args }: RunReason): Promise<void> {
  await transaction
    .updateTable('run')
    .set({
      reason: storableText(explainReason({ code, args }, 'en')),
      reason_code: code,
      reason_args: storableJson(args ?? {}),
    })
    .where('id', '=', runId)
    .execute();
}

async function keepTransition(transaction: Database, runId: number, from: RunState | null, move: Move): Promise<void> {
  await transaction
    .insertInto('run_transition')
    .values({
      run_id: runId,
      from_state: from,
      to_state: move.to,
      reason_code: move.reason.code,
      reason_args: storableJson(move.reason.args ?? {}),
      told_by: storableText(move.toldBy),
    })
    .execute();
}

/** What became of a run after one of its transitions, in order; at most so many. */
export async function listTransitionsAfter(
  database: Database,
  runId: number,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly (RunTransition & { readonly id: number })[]> {
  const rows = await database
    .selectFrom('run_transition')
    .selectAll()
    .where('run_id', '=', runId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, ...toTransition(row) }));
}

/** The life of a run, in order; at most the last `limit` changes. */
export async function listTransitions(
  database: Database,
  runId: number,
  limit = 500,
): Promise<readonly RunTransition[]> {
  const rows = await database
    .selectFrom('run_transition')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse().map(toTransition);
}

function toTransition(row: Selectable<RunTransitionTable>): RunTransition {
  return {
    from: row.from_state ?? undefined,
    to: row.to_state,
    reason: toReason(row.reason_code, row.reason_args),
    toldBy: row.told_by,
    happenedAt: row.happened_at,
  };
}
