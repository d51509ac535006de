import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { AuditActor } from '../model/audit.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import { findingCauses } from '../model/finding.ts';
import { type RunMode, type RunOutcome, verdicts } from '../model/run-outcome.ts';
import { isReasonCode, type RunReason } from '../model/run-reason.ts';
import { hasEnded, type RunState } from '../model/run-state.ts';
import type { Database } from './database.ts';
import { inTransaction } from './in-transaction.ts';
import { type RunTold, tellRunBirth, tellRunState } from './run-trail.ts';
import { storableJson, storableText } from './storable-text.ts';
import type { RunTable } from './tables.ts';

/** One execution, as PostgreSQL keeps it. */
export interface Run {
  readonly id: number;
  readonly mode: RunMode;
  /** What was typed: the name of an instance or a URL. */
  readonly sourceReference: string;
  readonly targetReference: string;
  /** The run's options as they were given; the engine's own schema parses them. */
  readonly options: unknown;
  readonly state: RunState;
  readonly reason: string | undefined;
  readonly source: InstanceIdentity | undefined;
  readonly target: InstanceIdentity | undefined;
  readonly outcome: RunOutcome | undefined;
  /** How often the run was taken up again after it had stopped. */
  readonly interruptions: number;
  /** Whether the command that started it carries it out, or workers do. */
  readonly carrier: 'process' | 'queue';
  /** Why it is in its state, to be told in the reader's language. */
  readonly stateReason: RunReason | undefined;
  readonly replicationId: number | undefined;
  /** A person, a schedule. */
  readonly startedBy: string | undefined;
  readonly createdAt: Date;
  readonly startedAt: Date | undefined;
  readonly finishedAt: Date | undefined;
}

const identitySchema = z.object({
  name: z.string(),
  address: z.string(),
  release: z.string(),
  systemId: z.string().optional(),
  systemName: z.string().optional(),
  username: z.string().optional(),
});
/** What a report says of an instance. */
export type InstanceIdentity = z.infer<typeof identitySchema>;

const number = z.number();
const outcomeSchema = z.object({
  verdict: z.enum(verdicts),
  totals: z.record(
    z.string(),
    z.object({
      read: number,
      created: number,
      updated: number,
      unchanged: number,
      refused: number,
      skipped: number,
      impossible: number,
      deleted: number,
      verified: number,
    }),
  ),
  findings: z.record(z.enum(findingCauses), number),
  comparisonDigest: z.string().optional(),
  provenBefore: z.object({ types: z.record(z.string(), number), oldestAt: z.string(), oldestBy: number }).optional(),
});

export interface RunToCreate {
  readonly mode: RunMode;
  readonly sourceReference: string;
  readonly targetReference: string;
  readonly options: unknown;
  readonly carrier?: 'process' | 'queue' | undefined;
  readonly replicationId?: number | undefined;
  readonly startedBy?: string | undefined;
  /** All that is known of who asks for it, for the audit trail. */
  readonly actor?: AuditActor | undefined;
}

/** A new run, `pending`; gives its number. The audit trail is told of it. */
export async function createRun(database: Database, run: RunToCreate): Promise<number> {
  return inTransaction(database, async (transaction) => {
    const row = await transaction
      .insertInto('run')
      .values({
        mode: run.mode,
        source_reference: run.sourceReference,
        target_reference: run.targetReference,
        options: storableJson(run.options),
        carrier: run.carrier ?? 'process',
        replication_id: run.replicationId ?? null,
        started_by: run.startedBy === undefined ? null : storableText(run.startedBy),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await tellRunBirth(transaction, row, run.actor);
    return row.id;
  });
}

/** A run by its number; `RUN_UNKNOWN` where there is none. */
export async function loadRun(database: Database, runId: number): Promise<Run> {
  const row = await database.selectFrom('run').selectAll().where('id', '=', runId).executeTakeFirst();
  if (!row) throw new PlatformError('RUN_UNKNOWN', { args: { run: runId } });
  return toRun(row);
}

/** Which runs a list holds. */
export interface RunFilter {
  /** 50 when absent. */
  readonly limit?: number | undefined;
  readonly states?: readonly RunState[] | undefined;
  /** Behind this one, on the way to older runs. */
  readonly olderThan?: number | undefined;
  /** Of which both sides are among these. */
  readonly between?: readonly string[] | undefined;
  readonly mode?: RunMode | undefined;
  readonly verdict?: RunOutcome['verdict'] | undefined;
  readonly source?: string | undefined;
  readonly target?: string | undefined;
  readonly replicationId?: number | undefined;
  /** Only those that still have their plan. */
  readonly hasPlan?: true | undefined;
}

/** The newest runs first. */
export async function listRuns(database: Database, options: RunFilter = {}): Promise<readonly Run[]> {
  let query = database
    .selectFrom('run')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(options.limit ?? 50);
  if (options.states) query = query.where('state', 'in', options.states);
  if (options.olderThan !== undefined) query = query.where('id', '<', options.olderThan);
  const { between, mode, source, target, replicationId, verdict } = options;
  if (verdict !== undefined) query = query.where('verdict', '=', verdict);
  if (mode !== undefined) query = query.where('mode', '=', mode);
  if (source !== undefined) query = query.where('source_reference', '=', source);
  if (target !== undefined) query = query.where('target_reference', '=', target);
  if (replicationId !== undefined) query = query.where('replication_id', '=', replicationId);
  if (options.hasPlan) {
    query = query.where(
      sql<boolean>`exists (select from planned_object where run_id = run.id and action is not null)
        or exists (select from target_object where run_id = run.id)`,
    );
  }
  if (between?.length === 0) return [];
  if (between) query = query.where('source_reference', 'in', between).where('target_reference', 'in', between);
  return (await query.execute()).map(toRun);
}

/** The last run of each replication, by its number. */
export async function loadLastRuns(database: Database): Promise<ReadonlyMap<number, Run>> {
  const rows = await database
    .selectFrom('run')
    .distinctOn('replication_id')
    .selectAll()
    .where('replication_id', 'is not', null)
    .orderBy('replication_id')
    .orderBy('id', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.replication_id ?? 0, toRun(row)]));
}

/** The latest runs of a replication, the newest first. */
export async function listRunsOfReplication(
  database: Database,
  replicationId: number,
  limit: number,
): Promise<readonly Run[]> {
  const rows = await database
    .selectFrom('run')
    .selectAll()
    .where('replication_id', '=', replicationId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toRun);
}

/**
 * Sets a run's state. Its first start and its last end are kept; every further start counts as an interruption. The audit trail, and those who
 * want to be told, are told in the same transaction.
 */
export async function setRunState(
  database: Database,
  runId: number,
  state: RunState,
  reason?: string,
  told: RunTold = { by: 'relais' },
): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const before = await transaction
      .selectFrom('run')
      .select('state')
      .where('id', '=', runId)
      .forUpdate()
      .executeTakeFirst();
    if (!before) return;
    let query = transaction
      .updateTable('run')
      .set({ state, reason: reason === undefined ? null : storableText(reason) })
      .where('id', '=', runId);
    if (state === 'running') {
      query = query.set({
        started_at: sql<Date>`coalesce(started_at, now())`,
        interruptions: sql<number>`interruptions + case when started_at is null or state in ('paused', 'pending') then 0 else 1 end`,
        finished_at: null,
      });
    }
    if (hasEnded(state)) query = query.set({ finished_at: sql<Date>`now()` });
    await tellRunState(transaction, before.state, await query.returningAll().executeTakeFirstOrThrow(), told);
  });
}

/** Keeps who took part, as soon as both were spoken to. */
export async function saveRunInstances(
  database: Database,
  runId: number,
  source: InstanceIdentity,
  target: InstanceIdentity,
): Promise<void> {
  await database
    .updateTable('run')
    .set({ source_facts: storableJson(source), target_facts: storableJson(target) })
    .where('id', '=', runId)
    .execute();
}

/** Keeps how the run ended. */
export async function saveRunOutcome(database: Database, runId: number, outcome: RunOutcome): Promise<void> {
  await database
    .updateTable('run')
    .set({ verdict: outcome.verdict, outcome: storableJson(outcome) })
    .where('id', '=', runId)
    .execute();
}

function toRun(row: Selectable<RunTable>): Run {
  return {
    id: row.id,
    mode: row.mode,
    sourceReference: row.source_reference,
    targetReference: row.target_reference,
    options: row.options,
    state: row.state,
    reason: row.reason ?? undefined,
    source: identitySchema.nullable().parse(row.source_facts) ?? undefined,
    target: identitySchema.nullable().parse(row.target_facts) ?? undefined,
    outcome: outcomeSchema.nullable().parse(row.outcome) ?? undefined,
    interruptions: row.interruptions,
    carrier: row.carrier,
    stateReason: toReason(row.reason_code, row.reason_args),
    replicationId: row.replication_id ?? undefined,
    startedBy: row.started_by ?? undefined,
    createdAt: row.created_at,
    startedAt: row.started_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
  };
}

const argumentsSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/** A reason as it was kept; none where a newer release told it. */
export function toReason(code: string | null, args: unknown): RunReason | undefined {
  if (code === null || !isReasonCode(code)) return undefined;
  return { code, args: argumentsSchema.nullable().parse(args) ?? {} };
}
