import { type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import type { AuditRecord } from '../model/audit.ts';
import { firstHash, type HashedEntry } from '../model/audit-hash.ts';
import { withoutSecrets } from '../model/redaction.ts';
import type { AuditEntryTable } from './audit-tables.ts';
import type { Database } from './database.ts';
import { storableJson, storableText } from './storable-text.ts';
import type { Tables } from './tables.ts';

/** One at a time adds to the trail (`audit_append`); the number only has to be ours. */
const auditLock = 7_354_730;
const entriesPerPage = 1_000;

/** An entry as it is kept; `before` and `after` are the JSON texts that were hashed. */
export interface AuditEntry extends HashedEntry {
  readonly previousHash: string;
  readonly hash: string;
}

/** Where the trail begins after older entries were removed. */
export interface AuditAnchor {
  /** The last entry that was removed, and its hash. */
  readonly seq: number;
  readonly hash: string;
  readonly removed: number;
  readonly at: Date;
}

/**
 * Adds to the audit trail. Given a transaction, the entry is there if and only if what it tells is: it joins the chain at the commit
 * (`0010-audit-at-commit.sql`), so that this takes no lock and may be called anywhere in a transaction. Secrets are masked by their keys.
 */
export async function recordAudit(database: Database, record: AuditRecord): Promise<void> {
  await database
    .insertInto('audit_record')
    .values({
      at: record.at ?? null,
      actor_kind: record.actor.kind,
      actor: storableText(record.actor.name),
      address: storableOrNull(record.actor.address),
      action: record.action,
      subject_kind: storableText(record.subject.kind),
      subject: storableText(record.subject.name),
      run_id: record.runId ?? null,
      before: jsonOrNull(record.before),
      after: jsonOrNull(record.after),
    })
    .execute();
}

/** The last entry's number and hash: what to note down elsewhere, so that a shortened trail shows. */
export async function loadHead(database: Database): Promise<{ readonly seq: number; readonly hash: string }> {
  const entry = await database
    .selectFrom('audit_entry')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return entry ?? (await findLastAnchor(database)) ?? { seq: 0, hash: firstHash };
}

/** The clock of the database, in whole milliseconds, as JavaScript and the hash know them. */
async function databaseTime(database: Database): Promise<Date> {
  const answer = await sql<{ now: Date }>`select date_trunc('milliseconds', clock_timestamp()) as now`.execute(
    database,
  );
  return answer.rows[0]?.now ?? new Date(0);
}

export async function findLastAnchor(database: Database): Promise<AuditAnchor | undefined> {
  return database.selectFrom('audit_anchor').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirst();
}

/** Which entries an export holds. */
export interface AuditFilter {
  /** From this moment on. */
  readonly since?: Date | undefined;
  /** Before this moment. */
  readonly until?: Date | undefined;
  readonly subjectKind?: string | undefined;
  readonly subject?: string | undefined;
  readonly runId?: number | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
}

/** The trail in its order, page by page. */
export async function* readAudit(database: Database, filter: AuditFilter = {}): AsyncGenerator<AuditEntry> {
  let after = 0;
  for (;;) {
    const page = await loadAuditPage(database, filter, after, entriesPerPage);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < entriesPerPage) return;
    after = last.seq;
  }
}

/** One page of the trail, beginning behind the entry `after`. */
export function loadAuditPage(
  database: Database,
  filter: AuditFilter,
  after: number,
  limit: number,
): Promise<readonly AuditEntry[]> {
  return selectPage(database.selectFrom('audit_entry').where('seq', '>', after).orderBy('seq').limit(limit), filter);
}

/** One page of the trail with the newest entry first, of those before the entry `before`. */
export function loadNewestAudit(
  database: Database,
  filter: AuditFilter,
  before: number | undefined,
  limit: number,
): Promise<readonly AuditEntry[]> {
  const newest = database.selectFrom('audit_entry').orderBy('seq', 'desc').limit(limit);
  return selectPage(before === undefined ? newest : newest.where('seq', '<', before), filter);
}

async function selectPage(
  page: SelectQueryBuilder<Tables, 'audit_entry', object>,
  filter: AuditFilter,
): Promise<readonly AuditEntry[]> {
  let query = page;
  if (filter.since) query = query.where('at', '>=', filter.since);
  if (filter.until) query = query.where('at', '<', filter.until);
  if (filter.subjectKind !== undefined) query = query.where('subject_kind', '=', filter.subjectKind);
  if (filter.subject !== undefined) query = query.where('subject', '=', filter.subject);
  if (filter.runId !== undefined) query = query.where('run_id', '=', filter.runId);
  if (filter.actor !== undefined) query = query.where('actor', '=', filter.actor);
  if (filter.action !== undefined) query = query.where('action', '=', filter.action);
  const rows = await query
    .select(['seq', 'at', 'actor_kind', 'actor', 'address', 'action', 'subject_kind', 'subject', 'run_id'])
    .select([sql<string | null>`before::text`.as('before'), sql<string | null>`after::text`.as('after')])
    .select(['previous_hash', 'hash'])
    .execute();
  return rows.map(toEntry);
}

type AuditRow = Omit<Selectable<AuditEntryTable>, 'before' | 'after'> & {
  before: string | null;
  after: string | null;
};

function toEntry({ actor_kind, subject_kind, run_id, previous_hash, ...same }: AuditRow): AuditEntry {
  return { ...same, actorKind: actor_kind, subjectKind: subject_kind, runId: run_id, previousHash: previous_hash };
}

/**
 * Removes the entries before a moment, and leaves an anchor where the trail begins from then on. The newest entry always stays. Gives the
 * anchor, or undefined where there was nothing to remove. Who did it is told to the trail in the same transaction.
 */
export async function shortenAudit(
  database: Database,
  before: Date,
  record: Pick<AuditRecord, 'actor' | 'at'>,
): Promise<AuditAnchor | undefined> {
  return database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${auditLock})`.execute(transaction);
    const { seq: newest } = await loadHead(transaction);
    // Up to the last entry before which nothing is younger: clocks may have gone back between two entries.
    const kept = await transaction
      .selectFrom('audit_entry')
      .select(({ fn }) => fn.min('seq').as('seq'))
      .where('at', '>=', before)
      .executeTakeFirst();
    const last = Math.min((kept?.seq ?? newest) - 1, newest - 1);
    const entry = await transaction
      .selectFrom('audit_entry')
      .select(['seq', 'hash'])
      .where('seq', '=', last)
      .executeTakeFirst();
    if (!entry) return undefined;
    const count = await transaction
      .selectFrom('audit_entry')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('seq', '<=', last)
      .executeTakeFirstOrThrow();
    const at = record.at ?? (await databaseTime(transaction));
    const anchor = { seq: entry.seq, hash: entry.hash, removed: count.count, at };
    await transaction.insertInto('audit_anchor').values(anchor).execute();
    await transaction.deleteFrom('audit_entry').where('seq', '<=', last).execute();
    await recordAudit(transaction, {
      ...record,
      action: 'audit.shortened',
      subject: { kind: 'audit', name: `1-${entry.seq}` },
      after: { seq: anchor.seq, hash: anchor.hash, removed: anchor.removed, before: before.toISOString() },
    });
    return anchor;
  });
}

function storableOrNull(text: string | undefined): string | null {
  return text === undefined ? null : storableText(text);
}

function jsonOrNull(value: unknown): string | null {
  return value === undefined ? null : storableJson(withoutSecrets(value));
}
