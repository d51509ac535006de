import { sql } from 'kysely';
import type { Database } from './database.ts';
import { type KeptEvent, toKeptEvent } from './notice-event.ts';
import type { DeliveryState } from './notice-tables.ts';
import { storableText } from './storable-text.ts';

/** That somebody is to be told of something. */
export interface DeliveryToSave {
  readonly ruleId: number;
  readonly eventId: number;
  /** `repeated`: it is not told, because the same was told a short time ago. */
  readonly state: 'waiting' | 'repeated';
  readonly dueAt: Date;
  readonly createdAt: Date;
}

/** A delivery whose time has come, with what it tells. */
export interface DueDelivery {
  readonly id: number;
  readonly ruleId: number;
  /** Tries so far, this one included. */
  readonly attempts: number;
  /** It waited for the end of quiet hours or for its digest. */
  readonly wasHeldBack: boolean;
  readonly event: KeptEvent;
}

export async function saveDelivery(transaction: Database, delivery: DeliveryToSave): Promise<void> {
  const { state, ruleId, eventId, dueAt, createdAt } = delivery;
  await transaction
    .insertInto('notice_delivery')
    .values({ rule_id: ruleId, event_id: eventId, state, due_at: dueAt, created_at: createdAt })
    .onConflict((conflict) => conflict.columns(['rule_id', 'event_id']).doNothing())
    .execute();
}

/** What a rule last told, or is about to tell, of a topic. */
export async function findLastTold(
  transaction: Database,
  ruleId: number,
  topic: string,
): Promise<{ readonly sameness: string; readonly happenedAt: Date } | undefined> {
  return transaction
    .selectFrom('notice_delivery')
    .innerJoin('notice_event', 'notice_event.id', 'notice_delivery.event_id')
    .select(['notice_event.sameness', 'notice_event.happened_at as happenedAt'])
    .where('rule_id', '=', ruleId)
    .where('topic', '=', topic)
    .where('state', '<>', 'repeated')
    .orderBy('notice_event.id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Deliveries whose time has come, for whoever asks first; others get them when `takenUntil` has passed without an end. */
export async function takeDueDeliveries(
  database: Database,
  { now, takenUntil, limit }: { readonly now: Date; readonly takenUntil: Date; readonly limit: number },
): Promise<readonly DueDelivery[]> {
  const taken = await database
    .updateTable('notice_delivery')
    .set({ taken_until: takenUntil, attempts: sql<number>`attempts + 1` })
    .where('id', 'in', (query) =>
      query
        .selectFrom('notice_delivery')
        .select('id')
        .where('state', '=', 'waiting')
        .where('due_at', '<=', now)
        .where((where) => where.or([where('taken_until', 'is', null), where('taken_until', '<', now)]))
        .orderBy('due_at')
        .orderBy('id')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'rule_id', 'event_id', 'attempts', 'due_at', 'created_at'])
    .execute();
  const events = await loadEvents(
    database,
    taken.map((row) => row.event_id),
  );
  return taken
    .flatMap((row) => {
      const event = events.get(row.event_id);
      const { id, attempts } = row;
      return event ? [{ id, ruleId: row.rule_id, attempts, wasHeldBack: row.due_at > row.created_at, event }] : [];
    })
    .sort((left, right) => left.event.id - right.event.id);
}

async function loadEvents(database: Database, ids: readonly number[]): Promise<ReadonlyMap<number, KeptEvent>> {
  if (ids.length === 0) return new Map();
  const rows = await database.selectFrom('notice_event').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.flatMap(toKeptEvent).map((event) => [event.id, event]));
}

/** What came of a try to send. */
export interface Attempt {
  readonly triedAt: Date;
  readonly isSent: boolean;
  readonly code?: string | undefined;
  readonly answer?: string | undefined;
  /** When it is tried again; absent where it is not. */
  readonly again?: Date | undefined;
}

/** Keeps what came of a try, for the delivery itself and for those that were told in the same message. */
export async function saveAttempt(
  database: Database,
  [first, ...others]: readonly [number, ...number[]],
  attempt: Attempt,
): Promise<void> {
  const { triedAt, again, isSent } = attempt;
  await database.transaction().execute(async (transaction) => {
    const end = { state: isSent ? ('sent' as const) : ('failed' as const), finished_at: triedAt, taken_until: null };
    const change = again === undefined ? end : { due_at: again, taken_until: null };
    await transaction.updateTable('notice_delivery').set(change).where('id', '=', first).execute();
    if (others.length > 0) {
      const merged = isSent ? { ...end, state: 'merged' as const, merged_into: first } : change;
      await transaction.updateTable('notice_delivery').set(merged).where('id', 'in', others).execute();
    }
    await transaction
      .insertInto('notice_attempt')
      .values({
        delivery_id: first,
        tried_at: triedAt,
        is_sent: isSent,
        code: attempt.code ?? null,
        answer: attempt.answer === undefined ? null : storableText(attempt.answer),
      })
      .execute();
  });
}

/** A line of the log for people. */
export interface LoggedDelivery {
  readonly id: number;
  readonly rule: string;
  readonly channel: string;
  readonly recipient: string;
  readonly event: string;
  readonly topic: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly dueAt: Date;
  readonly finishedAt: Date | null;
  /** Of the last try. */
  readonly code: string | null;
  readonly answer: string | null;
}

/** The newest deliveries first. */
export async function listDeliveries(
  database: Database,
  options: {
    readonly limit?: number;
    readonly states?: readonly DeliveryState[] | undefined;
    /** Only deliveries older than this one. */
    readonly olderThan?: number | undefined;
    /** Only those of these rules. */
    readonly rules?: readonly string[] | undefined;
  } = {},
): Promise<readonly LoggedDelivery[]> {
  let query = database
    .selectFrom('notice_delivery as delivery')
    .innerJoin('notice_rule as rule', 'rule.id', 'delivery.rule_id')
    .innerJoin('notice_channel as channel', 'channel.id', 'rule.channel_id')
    .innerJoin('notice_event as event', 'event.id', 'delivery.event_id')
    .leftJoinLateral(
      (join) =>
        join
          .selectFrom('notice_attempt')
          .select(['code', 'answer'])
          .whereRef('delivery_id', '=', 'delivery.id')
          .orderBy('id', 'desc')
          .limit(1)
          .as('attempt'),
      (join) => join.onTrue(),
    )
    .select(['delivery.id', 'rule.name as rule', 'channel.name as channel', 'rule.recipient', 'event.name as event'])
    .select(['event.topic', 'delivery.state', 'delivery.attempts', 'delivery.due_at as dueAt'])
    .select(['delivery.finished_at as finishedAt', 'attempt.code', 'attempt.answer'])
    .orderBy('delivery.id', 'desc')
    .limit(options.limit ?? 50);
  if (options.states) query = query.where('delivery.state', 'in', options.states);
  if (options.olderThan !== undefined) query = query.where('delivery.id', '<', options.olderThan);
  if (options.rules) query = query.where('rule.name', '=', sql<string>`any(${[...options.rules]}::text[])`);
  return query.execute();
}

/** Removes events before a moment, with their deliveries and log, but for those that are still to be told. Gives how many. */
export async function removeOldNotices(database: Database, before: Date): Promise<number> {
  const result = await database
    .deleteFrom('notice_event')
    .where('happened_at', '<', before)
    .where('routed_at', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('notice_delivery')
            .select('id')
            .whereRef('event_id', '=', 'notice_event.id')
            .where('state', '=', 'waiting'),
        ),
      ),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
