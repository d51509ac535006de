import { sql } from 'kysely';
import { z } from 'zod';
import { safeArguments, safeLabel } from '../model/notice-arguments.ts';
import {
  isNoticeEventName,
  type NoticeEvent,
  type NoticeEventName,
  noticeEvents,
  type Severity,
} from '../model/notice-event.ts';
import type { Database } from './database.ts';
import { storableJson } from './storable-text.ts';

/** An event as it was kept. */
export interface KeptEvent {
  readonly id: number;
  readonly name: NoticeEventName;
  readonly severity: Severity;
  readonly args: Readonly<Record<string, string | number>>;
  readonly replication: string | undefined;
  readonly runId: number | undefined;
  readonly topic: string;
  readonly sameness: string;
  readonly happenedAt: Date;
}

const argsSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/**
 * Keeps that something happened of which people may want to be told; who does is found out afterwards. Given the transaction in
 * which it happens, it is told if and only if it does happen.
 */
export async function tellEvent(database: Database, event: NoticeEvent): Promise<void> {
  const args = safeArguments(event.args);
  const replication = event.replication === undefined ? null : safeLabel(event.replication);
  const topic = replication ?? topicOf(args);
  await database
    .insertInto('notice_event')
    .values({
      name: event.name,
      severity: event.severity ?? noticeEvents[event.name].severity,
      args: storableJson(args),
      replication,
      run_id: event.runId ?? null,
      topic,
      sameness: samenessOf(event.name, args),
      happened_at: event.happenedAt ?? sql<Date>`clock_timestamp()`,
      routed_at: null,
    })
    .execute();
}

/**
 * The same, unless the same was told within this time: for what is noticed again and again while it lasts, so that the events do not grow with
 * the looks.
 */
export async function tellEventOnce(
  database: Database,
  event: NoticeEvent,
  { now, withinMs }: { readonly now: Date; readonly withinMs: number },
): Promise<void> {
  const args = safeArguments(event.args);
  const told = await database
    .selectFrom('notice_event')
    .select('id')
    .where('topic', '=', event.replication === undefined ? topicOf(args) : safeLabel(event.replication))
    .where('name', '=', event.name)
    .where('happened_at', '>', new Date(now.getTime() - withinMs))
    .limit(1)
    .executeTakeFirst();
  if (told === undefined) await tellEvent(database, { ...event, happenedAt: now });
}

function topicOf({ replication, source, target, instance, channel }: Readonly<Record<string, unknown>>): string {
  if (source !== undefined) return `${source} → ${target}`;
  return String(replication ?? instance ?? channel ?? '');
}

/** Two events say the same when only their numbers differ: of runs, of seconds, of objects. */
function samenessOf(name: string, args: Readonly<Record<string, string | number>>): string {
  const words = Object.entries(args).filter(([, value]) => typeof value === 'string');
  return JSON.stringify([name, ...words.sort(([left], [right]) => (left < right ? -1 : 1))]);
}

/** Events that no rule was asked about yet, in their order; no other process gets them until the transaction ends. */
export async function takeUnroutedEvents(
  transaction: Database,
  limit: number,
): Promise<{ readonly ids: readonly number[]; readonly events: readonly KeptEvent[] }> {
  const rows = await transaction
    .selectFrom('notice_event')
    .selectAll()
    .where('routed_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return { ids: rows.map(({ id }) => id), events: rows.flatMap(toKeptEvent) };
}

export async function markRouted(transaction: Database, ids: readonly number[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await transaction.updateTable('notice_event').set({ routed_at: now }).where('id', 'in', ids).execute();
}

/** None for an event of a newer release, whose name this one does not know. */
export function toKeptEvent(row: {
  readonly id: number;
  readonly name: string;
  readonly severity: Severity;
  readonly args: unknown;
  readonly replication: string | null;
  readonly run_id: number | null;
  readonly topic: string;
  readonly sameness: string;
  readonly happened_at: Date;
}): KeptEvent[] {
  const { id, name, severity, topic, sameness } = row;
  if (!isNoticeEventName(name)) return [];
  return [
    {
      ...{ id, name, severity, topic, sameness },
      args: argsSchema.parse(row.args),
      replication: row.replication ?? undefined,
      runId: row.run_id ?? undefined,
      happenedAt: row.happened_at,
    },
  ];
}
