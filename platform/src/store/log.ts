import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';

export const logLevels = ['info', 'warning', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];
export type LogKind = 'transition' | 'stage' | 'notice' | 'piece';

/** Something that happened in a run: a new state, a stage that began or ended, a sentence, a part that failed. */
export interface LogRow {
  /** Microseconds since 1970, kind and number: where the entry stands among all. */
  readonly id: string;
  readonly at: Date;
  readonly run: number;
  readonly source: string;
  readonly target: string;
  readonly kind: LogKind;
  readonly level: LogLevel;
  readonly code: string | null;
  readonly args: unknown;
  readonly stage: string | null;
  readonly state: string | null;
  readonly fr: string | null;
  readonly en: string | null;
  readonly by: string | null;
}

export interface LogFilter {
  readonly run?: number | undefined;
  /** This level and what is worse. */
  readonly level?: LogLevel | undefined;
  readonly kind?: LogKind | undefined;
  readonly code?: string | undefined;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  /** Of runs of which both sides are among these. */
  readonly between?: readonly string[] | undefined;
}

/** Entries older than the cursor `after`, the newest first. */
export async function listLog(
  database: Database,
  filter: LogFilter,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly LogRow[]> {
  const cursor = after === undefined ? undefined : parseCursor(after);
  const bound =
    cursor && sql<boolean>`(at, kind, number) < (${cursor.at}::timestamptz, ${cursor.kind}, ${cursor.number})`;
  return select(database, { ...filter, until: earlier(filter.until, cursor?.at) }, bound, { limit });
}

/** Entries from a moment on, the oldest first; for those who follow. */
export function listLogFrom(
  database: Database,
  filter: LogFilter,
  { from, limit }: { readonly from: Date; readonly limit: number },
): Promise<readonly LogRow[]> {
  return select(database, { ...filter, since: from }, undefined, { limit, isForward: true });
}

/** Every entry, the newest first, page by page. */
export async function* readLog(database: Database, filter: LogFilter): AsyncGenerator<LogRow> {
  let after: string | undefined;
  for (;;) {
    const page: readonly LogRow[] = await listLog(database, filter, { after, limit: rowsPerPage });
    yield* page;
    after = page.at(-1)?.id;
    if (page.length < rowsPerPage) return;
  }
}

/** The moment of an entry, by its id. */
export function momentOfCursor(cursor: string): Date {
  return new Date(Number(cursor.split('.')[0]) / 1_000);
}

const rowsPerPage = 500;

function parseCursor(cursor: string) {
  const [micros = '0', kind = '', number = ''] = cursor.split('.');
  // Beyond what a Date can say.
  const at = new Date(Math.floor(Number(micros) / 1_000)).toISOString().slice(0, -1);
  return { at: `${at}${micros.slice(-3).padStart(3, '0')}Z`, kind, number };
}

function earlier(until: Date | undefined, cursor: string | undefined): Date | undefined {
  if (cursor === undefined) return until;
  const last = new Date(Date.parse(cursor) + 1);
  return until === undefined || last < until ? last : until;
}

async function select(
  database: Database,
  filter: LogFilter,
  bound: RawBuilder<boolean> | undefined,
  { limit, isForward = false }: { readonly limit: number; readonly isForward?: boolean },
): Promise<readonly LogRow[]> {
  const { between, level, kind } = filter;
  if (between?.length === 0) return [];
  const direction = isForward ? sql`asc` : sql`desc`;
  const worst = logLevels.slice(level === undefined ? 0 : logLevels.indexOf(level));
  const kept = sql<boolean>`level = any(${[...worst]}::text[]) and (${filter.code ?? null}::text is null or code = ${filter.code ?? null})
    and ${bound ?? sql`true`}`;
  const wanted = branches.filter((branch) => kind === undefined || branch.kind === kind);
  const parts = wanted.map(
    ({ kind: name, rows }) => sql`(
      select * from (select *, ${sql.lit(name)} as kind from (${rows(filter)}) as each) as told
      where ${kept} order by at ${direction}, number ${direction} limit ${limit}
    )`,
  );
  const { rows } = await sql<LogRow>`
    select ((extract(epoch from at) * 1000000)::bigint::text || '.' || kind || '.' || number) as id, at, run_id as run,
      run.source_reference as source, run.target_reference as target, kind, level, told.code, args, stage, told.state, fr, en, told.by
    from (${sql.join(parts, sql` union all `)}) as told join run on run.id = told.run_id
    where ${between === undefined ? sql`true` : sql`run.source_reference = any(${[...between]}::text[]) and run.target_reference = any(${[...between]}::text[])`}
    order by at ${direction}, kind ${direction}, number ${direction} limit ${limit}
  `.execute(database);
  return rows;
}

interface Branch {
  readonly kind: LogKind;
  rows(filter: LogFilter): RawBuilder<unknown>;
}

/** Whose runs, and when: asked in each table, so that each gives a few rows only. */
function within({ run, since, until, between }: LogFilter, at: string) {
  const moment = sql.ref(at);
  const ofRuns =
    between === undefined
      ? sql`true`
      : sql`run_id in (select id from run where source_reference = any(${[...between]}::text[]) and target_reference = any(${[...between]}::text[]))`;
  return sql`(${run ?? null}::integer is null or run_id = ${run ?? null}) and ${moment} is not null
    and (${since ?? null}::timestamptz is null or ${moment} >= ${since ?? null})
    and (${until ?? null}::timestamptz is null or ${moment} < ${until ?? null}) and ${ofRuns}`;
}

const none = sql`null::text`;
const branches: readonly Branch[] = [
  {
    kind: 'transition',
    rows: (filter) => sql`
      select happened_at as at, run_id, id::text as number, reason_code as code, reason_args::text as args, ${none} as stage,
        to_state as state, ${none} as fr, ${none} as en, told_by as by,
        case when to_state = 'failed' then 'error'
          when to_state in ('paused', 'cancelled', 'completed-with-refusals') then 'warning' else 'info' end as level
      from run_transition where ${within(filter, 'happened_at')}`,
  },
  {
    kind: 'notice',
    rows: (filter) => sql`
      select told_at as at, run_id, id::text as number, ${none} as code, ${none} as args, stage, ${none} as state, fr, en,
        ${none} as by, 'info' as level
      from notice where ${within(filter, 'told_at')}`,
  },
  {
    kind: 'stage',
    rows: (filter) => sql`
      select started_at as at, run_id, run_id || '-' || name || '-begun' as number, 'STAGE_BEGUN' as code, ${none} as args,
        name as stage, ${none} as state, ${none} as fr, ${none} as en, ${none} as by, 'info' as level
      from stage where ${within(filter, 'started_at')}
      union all
      select finished_at, run_id, run_id || '-' || name || '-ended', 'STAGE_ENDED', ${none}, name, ${none}, remark, remark,
        ${none}, 'info'
      from stage where ${within(filter, 'finished_at')}`,
  },
  {
    kind: 'piece',
    rows: (filter) => sql`
      select * from (
        select coalesce(finished_at, started_at) as at, run_id, id::text as number, error_code as code, error_args::text as args,
          nullif(step, '') as stage, state, ${none} as fr, ${none} as en, ${none} as by,
          case when state = 'set-aside' then 'error' else 'warning' end as level
        from piece where error_code is not null
      ) as failed where ${within(filter, 'at')}`,
  },
];
