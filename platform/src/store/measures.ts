import { sql } from 'kysely';
import type { RunMode } from '../model/run-outcome.ts';
import type { RunState } from '../model/run-state.ts';
import type { Database } from './database.ts';
import type { DeliveryState } from './notice-tables.ts';

/** The numbers of a time, or of all time: both the measures of a monitoring system and what people read of it come from these. */
export interface Period {
  /** Runs that ended from this moment on. */
  readonly since?: Date | undefined;
  /** Runs that ended before this moment. */
  readonly until?: Date | undefined;
  /** Only the runs of this replication. */
  readonly replicationId?: number | undefined;
}

export interface FinishedRuns {
  readonly mode: RunMode;
  readonly state: RunState;
  readonly runs: number;
  /** From their first start to their end, pauses included. */
  readonly seconds: number;
}

/** Which ended runs a period means. Their rows stay when their ledgers are removed, so that sums over all time never fall. */
function isOfPeriod({ since, until, replicationId }: Period) {
  return sql<boolean>`
    state in ('completed', 'completed-with-refusals', 'failed', 'cancelled')
    and (${since ?? null}::timestamptz is null or finished_at >= ${since ?? null})
    and (${until ?? null}::timestamptz is null or finished_at < ${until ?? null})
    and (${replicationId ?? null}::integer is null or replication_id = ${replicationId ?? null})`;
}

export async function countFinishedRuns(database: Database, period: Period = {}): Promise<readonly FinishedRuns[]> {
  const answer = await sql<FinishedRuns>`
    select mode, state, count(*) as runs,
      coalesce(sum(extract(epoch from finished_at - started_at)), 0)::double precision as seconds
    from run where ${isOfPeriod(period)} group by mode, state order by mode, state
  `.execute(database);
  return answer.rows;
}

export async function countRunsByState(database: Database): Promise<ReadonlyMap<RunState, number>> {
  const rows = await database
    .selectFrom('run')
    .select(({ fn }) => ['state' as const, fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  return new Map(rows.map(({ state, count }) => [state, count]));
}

/** What became of objects, of which the data values stand apart, too. */
export interface ObjectSums {
  readonly result: 'read' | 'created' | 'updated' | 'unchanged' | 'refused' | 'skipped' | 'impossible' | 'deleted';
  readonly objects: number;
  readonly dataValues: number;
}

/** From the outcomes of runs that copied; comparisons and dry runs moved nothing. */
export async function sumObjects(database: Database, period: Period = {}): Promise<readonly ObjectSums[]> {
  const answer = await sql<ObjectSums>`
    select counted.key as result, sum(counted.value::bigint) as objects,
      coalesce(sum(counted.value::bigint) filter (where total.key = 'dataValues'), 0) as "dataValues"
    from run, json_each(run.outcome -> 'totals') as total, json_each_text(total.value) as counted
    where ${isOfPeriod(period)} and mode = 'replicate' and verdict is distinct from 'planned' and counted.key <> 'verified'
    group by counted.key order by counted.key
  `.execute(database);
  return answer.rows;
}

export interface TrafficSums {
  readonly side: 'source' | 'target';
  readonly requests: number;
  readonly retries: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

/** What went over the lines, of runs that have not ended as well where the period has no bounds. */
export async function sumTraffic(database: Database, period: Period = {}): Promise<readonly TrafficSums[]> {
  const isOpen = period.since === undefined && period.until === undefined && period.replicationId === undefined;
  const answer = await sql<TrafficSums>`
    select side, sum(requests) as requests, sum(retries) as retries, sum(sent_bytes) as "sentBytes",
      sum(received_bytes) as "receivedBytes"
    from run_traffic join run on run.id = run_id where ${isOpen ? sql`true` : isOfPeriod(period)} group by side order by side
  `.execute(database);
  return answer.rows;
}

/** The last run that left a target identical to its source, but for what the target refused. */
export interface LastGoodRun {
  readonly source: string;
  readonly target: string;
  readonly replication: string | null;
  readonly finishedAt: Date;
}

export async function listLastGoodRuns(database: Database): Promise<readonly LastGoodRun[]> {
  const answer = await sql<LastGoodRun>`
    select run.source_reference as source, run.target_reference as target, replication.name as replication,
      max(finished_at) as "finishedAt"
    from run left join replication on replication.id = run.replication_id
    where verdict in ('identical', 'identical-except-refusals') and mode = 'replicate' and finished_at is not null
    group by 1, 2, 3 order by 1, 2, 3
  `.execute(database);
  return answer.rows;
}

/** A registered instance, and what is known of its health. */
export interface InstanceHealth {
  readonly name: string;
  /** Why nobody should ask it now; null when all is well as far as is known. */
  readonly trouble: 'down' | 'refused' | null;
  readonly certificateEndsAt: Date | null;
}

export async function listInstanceHealth(database: Database): Promise<readonly InstanceHealth[]> {
  return database
    .selectFrom('instance')
    .leftJoin('instance_trouble', 'instance_trouble.address', 'instance.url')
    .leftJoin('instance_certificate', 'instance_certificate.address', 'instance.url')
    .select(['instance.name', 'instance_trouble.kind as trouble', 'instance_certificate.ends_at as certificateEndsAt'])
    .orderBy('instance.name')
    .execute();
}

/** The queue: pieces by what is to be done with them, of runs that go on. */
export interface QueueDepth {
  readonly state: 'waiting' | 'queued' | 'running' | 'set-aside';
  readonly pieces: number;
}

export async function countPieces(database: Database): Promise<readonly QueueDepth[]> {
  const answer = await sql<QueueDepth>`
    select piece.state, count(*) as pieces from piece join run on run.id = run_id
    where piece.state <> 'done' and run.state in ('pending', 'running', 'paused') group by piece.state order by 1
  `.execute(database);
  return answer.rows;
}

/** What is kept and told besides runs. */
export interface OtherCounts {
  readonly workers: number;
  readonly pieceFailures: number;
  readonly auditEntries: number;
}

export async function countOthers(database: Database): Promise<OtherCounts> {
  const answer = await sql<OtherCounts>`
    select
      (select count(*) from worker where stopped_at is null and seen_at > now() - interval '1 minute') as workers,
      (select coalesce(sum(attempts), 0) from piece) as "pieceFailures",
      (select coalesce(max(seq), 0) from audit_entry) as "auditEntries"
  `.execute(database);
  const [row] = answer.rows;
  if (row === undefined) throw new Error('a query without a table gave no row');
  return row;
}

/** Deliveries of notices that the log still holds. */
export async function countDeliveries(database: Database): Promise<ReadonlyMap<DeliveryState, number>> {
  const rows = await database
    .selectFrom('notice_delivery')
    .select(({ fn }) => ['state' as const, fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  return new Map(rows.map(({ state, count }) => [state, count]));
}

/** Replications with a schedule that is not paused whose last good run, or whose definition where there was none, is older than a moment. */
export async function listOverdueReplications(
  database: Database,
  latest: Date,
): Promise<readonly { readonly replication: string; readonly target: string; readonly since: Date }[]> {
  const answer = await sql<{ replication: string; target: string; since: Date }>`
    select replication.name as replication, replication.target_reference as target,
      coalesce(max(run.finished_at), replication.created_at) as since
    from replication
      join schedule on schedule.replication_id = replication.id and not schedule.is_paused
      left join run on run.replication_id = replication.id and run.mode = 'replicate'
        and run.verdict in ('identical', 'identical-except-refusals')
    group by replication.id
    having coalesce(max(run.finished_at), replication.created_at) < ${latest}
    order by 1
  `.execute(database);
  return answer.rows;
}
