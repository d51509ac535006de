import { sql } from 'kysely';
import type { Database } from './database.ts';

/** What the runs did that ended on one day, in UTC. */
export interface DailyNumbers {
  readonly day: string;
  readonly runs: number;
  readonly failed: number;
  readonly seconds: number;
  readonly objectsWritten: number;
  readonly dataValuesWritten: number;
  readonly refused: number;
  readonly requests: number;
  readonly retries: number;
  readonly bytesRead: number;
  readonly bytesWritten: number;
}

/** Every day from one to another, those without a run included; runs that copied alone count, as in `measures.ts`. */
export async function sumByDay(database: Database, first: Date, last: Date): Promise<readonly DailyNumbers[]> {
  const answer = await sql<DailyNumbers>`
    with ended as (
      select id, state, verdict, outcome, (finished_at at time zone 'UTC')::date as day,
        extract(epoch from finished_at - started_at) as seconds
      from run
      where mode = 'replicate' and state in ('completed', 'completed-with-refusals', 'failed', 'cancelled')
        and finished_at >= date_trunc('day', ${first}::timestamptz, 'UTC')
    ), runs as (
      select day, count(*) as runs, count(*) filter (where state = 'failed') as failed,
        coalesce(sum(seconds), 0)::double precision as seconds
      from ended group by day
    ), objects as (
      select day,
        sum((total.value ->> 'created')::bigint + (total.value ->> 'updated')::bigint) as written,
        sum((total.value ->> 'created')::bigint + (total.value ->> 'updated')::bigint)
          filter (where total.key = 'dataValues') as values,
        sum((total.value ->> 'refused')::bigint) as refused
      from ended, json_each(outcome -> 'totals') as total
      where verdict is distinct from 'planned' group by day
    ), traffic as (
      select day, sum(requests) as requests, sum(retries) as retries,
        sum(received_bytes) filter (where side = 'source') as bytes_read,
        sum(sent_bytes) filter (where side = 'target') as bytes_written
      from ended join run_traffic on run_id = id group by day
    )
    select to_char(days.day, 'YYYY-MM-DD') as day, coalesce(runs, 0) as runs, coalesce(failed, 0) as failed,
      coalesce(seconds, 0) as seconds, coalesce(written, 0) as "objectsWritten", coalesce(values, 0) as "dataValuesWritten",
      coalesce(refused, 0) as refused, coalesce(requests, 0) as requests, coalesce(retries, 0) as retries,
      coalesce(bytes_read, 0) as "bytesRead", coalesce(bytes_written, 0) as "bytesWritten"
    from generate_series(
      (${first}::timestamptz at time zone 'UTC')::date, (${last}::timestamptz at time zone 'UTC')::date, '1 day'
    ) as days (day)
    left join runs on runs.day = days.day
    left join objects on objects.day = days.day
    left join traffic on traffic.day = days.day
    order by 1
  `.execute(database);
  return answer.rows;
}
