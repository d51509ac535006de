import { inParallel } from '../dhis2/in-parallel.ts';
import type { Clock } from '../dhis2/retry.ts';
import { type ErrorCode, errorCodes } from '../model/errors/codes.ts';
import { explainError, PlatformError } from '../model/errors/platform-error.ts';
import type { Database } from '../store/database.ts';
import { findChannel, type RegisteredChannel } from '../store/notice-channel.ts';
import {
  type DueDelivery,
  findLastTold,
  saveAttempt,
  saveDelivery,
  takeDueDeliveries,
} from '../store/notice-delivery.ts';
import { type KeptEvent, markRouted, takeUnroutedEvents } from '../store/notice-event.ts';
import { listRules, type RegisteredRule } from '../store/notice-rule.ts';
import type { SendOutcome } from './channels/channel.ts';
import { type ChannelTools, openChannel } from './channels/open-channel.ts';
import { renderMessage } from './message.ts';
import { dueAt, isRepeated, isToldBy } from './route-event.ts';
import { watchOver } from './watch-over.ts';

const eventsAtATime = 200;
const deliveriesAtATime = 100;
/** So that a mail server that does not answer holds up nobody else. */
const atTheSameTime = 8;
const minuteMs = 60_000;
/** Longer than any channel takes; whoever died while sending is followed by another after that. */
const takenForMs = 10 * minuteMs;
/** Waits before the second, third … try: a mail server that is down for a night is outlasted, one that is gone is not asked for ever. */
const retryMinutes = [1, 5, 15, 60, 180, 360, 720] as const;
const pauseMs = 10_000;
const watchEveryMs = 60 * minuteMs;

export interface DeliverTools extends ChannelTools {
  /** Told of what could not be sent for good, for the log of the process. */
  /** A round that failed as a whole: the database is gone, say. The loop goes on. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** Told after each round, for whoever looks after loops. */
  readonly onRound?: (() => void) | undefined;
  readonly onFailed?:
    | ((failure: { readonly rule: string; readonly code: string; readonly answer: string }) => void)
    | undefined;
}

/** What one round did. */
export interface DeliveryRound {
  readonly routed: number;
  readonly sent: number;
  readonly failed: number;
}

/**
 * Tells people what happened, until `signal` is aborted: a part of `relais serve`. Several processes may do so at once. A message is sent at least
 * once, and a second time only where a process died between sending it and noting so; its id is then the same.
 */
export async function deliverNotices(tools: DeliverTools, signal: AbortSignal): Promise<void> {
  let watchAt = tools.clock.now();
  while (!signal.aborted) {
    const isTime = tools.clock.now() >= watchAt;
    if (isTime) watchAt = tools.clock.now() + watchEveryMs;
    const hasWork = await tryRound(tools, isTime, signal);
    tools.onRound?.();
    if (!hasWork) await pause(tools.clock, signal);
  }
}

/** A round that fails is told, and is no end: what was not sent is taken up by a later one. */
async function tryRound(tools: DeliverTools, watches: boolean, signal: AbortSignal): Promise<boolean> {
  try {
    if (watches) await watchOver(tools.database, new Date(tools.clock.now()));
    const { routed, sent } = await deliverOnce(tools, signal);
    return routed + sent > 0;
  } catch (error) {
    if (!signal.aborted) tools.onError?.(error);
    return false;
  }
}

async function pause(clock: Clock, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(pauseMs, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** One round: asks the rules about what is new, then sends what is due. */
export async function deliverOnce(tools: DeliverTools, signal: AbortSignal): Promise<DeliveryRound> {
  const now = new Date(tools.clock.now());
  const rules = await listRules(tools.database);
  const routed = await routeEvents(tools.database, rules, now);
  const taken = await takeDueDeliveries(tools.database, {
    now,
    takenUntil: new Date(now.getTime() + takenForMs),
    limit: deliveriesAtATime,
  });
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  let sent = 0;
  let failed = 0;
  const deliver = (group: DeliveryGroup) => deliverGroup(tools, group, signal);
  for await (const isSent of inParallel(groupDeliveries(taken, byId), atTheSameTime, deliver)) {
    if (isSent) sent += 1;
    else failed += 1;
  }
  return { routed, sent, failed };
}

async function routeEvents(database: Database, rules: readonly RegisteredRule[], now: Date): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    const { ids, events } = await takeUnroutedEvents(transaction, eventsAtATime);
    for (const event of events) {
      for (const rule of rules.filter((candidate) => isToldBy(candidate, event))) {
        await routeTo(transaction, rule, event, now);
      }
    }
    await markRouted(transaction, ids, now);
    return ids.length;
  });
}

async function routeTo(transaction: Database, rule: RegisteredRule, event: KeptEvent, now: Date): Promise<void> {
  const last = await findLastTold(transaction, rule.id, event.topic);
  await saveDelivery(transaction, {
    ruleId: rule.id,
    eventId: event.id,
    state: isRepeated(rule, event, last) ? 'repeated' : 'waiting',
    dueAt: dueAt(rule, event, now),
    createdAt: now,
  });
}

/** What is told in one message. */
interface DeliveryGroup {
  readonly rule: RegisteredRule;
  readonly deliveries: readonly [DueDelivery, ...DueDelivery[]];
}

/** What was held back for a digest or for quiet hours comes in one message; all else by itself. */
function groupDeliveries(
  taken: readonly DueDelivery[],
  rules: ReadonlyMap<number, RegisteredRule>,
): readonly DeliveryGroup[] {
  const keyOf = ({ id, ruleId, wasHeldBack }: DueDelivery) => (wasHeldBack ? `rule ${ruleId}` : `delivery ${id}`);
  return [...Map.groupBy(taken, keyOf).values()].flatMap(([first, ...others]) => {
    const rule = first && rules.get(first.ruleId);
    return rule ? [{ rule, deliveries: [first, ...others] }] : [];
  });
}

async function deliverGroup(tools: DeliverTools, group: DeliveryGroup, signal: AbortSignal): Promise<boolean> {
  signal.throwIfAborted();
  const { rule, deliveries } = group;
  const [first, ...others] = deliveries;
  const outcome = await send(tools, group, signal);
  const triedAt = new Date(tools.clock.now());
  const ids = [first.id, ...others.map(({ id }) => id)] as const;
  if (outcome.kind === 'sent') {
    await saveAttempt(tools.database, [...ids], { triedAt, isSent: true, answer: outcome.answer });
    return true;
  }
  const { code, answer } = outcome;
  const again = nextTry(outcome, first.attempts, triedAt);
  await saveAttempt(tools.database, [...ids], { triedAt, isSent: false, code, answer, again });
  if (again === undefined) tools.onFailed?.({ rule: rule.name, code, answer });
  return false;
}

/** A failure of ours (a secret that cannot be read, settings that are wrong) is an outcome like any other. */
type Outcome = SendOutcome | { readonly kind: 'not-sent'; readonly code: ErrorCode; readonly answer: string };

async function send(tools: DeliverTools, { rule, deliveries }: DeliveryGroup, signal: AbortSignal): Promise<Outcome> {
  const [first, ...others] = deliveries;
  try {
    const channel = await openChannel(await channelOf(tools.database, rule), tools);
    const frame = { id: idOf(first), language: rule.language, rule: rule.name };
    const message = renderMessage([first.event, ...others.map(({ event }) => event)], frame);
    return await channel.send(message, rule.recipient, signal);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return { kind: 'not-sent', code: error.code, answer: explainError(error, 'en').message };
  }
}

/** Numbers alone would come again from another Relais, or from this one after its database was restored. */
function idOf({ id, event }: DueDelivery): string {
  return `relais-${id}-${event.happenedAt.getTime().toString(36)}`;
}

async function channelOf(database: Database, rule: RegisteredRule): Promise<RegisteredChannel> {
  const channel = await findChannel(database, rule.channel);
  if (!channel) throw new PlatformError('NOTICE_CHANNEL_UNKNOWN', { args: { channel: rule.channel } });
  return channel;
}

/** When a failed try is made again; never what the receiver refused for good, nor after the last of the tries. */
function nextTry(outcome: Exclude<Outcome, { kind: 'sent' }>, attempts: number, triedAt: Date): Date | undefined {
  const waitMinutes = retryMinutes[attempts - 1];
  if (errorCodes[outcome.code].retryable !== true || waitMinutes === undefined) return undefined;
  const asked = 'retryAfterMs' in outcome ? (outcome.retryAfterMs ?? 0) : 0;
  const waitMs = Math.max(waitMinutes * minuteMs, Math.min(asked, 24 * 60 * minuteMs));
  return new Date(triedAt.getTime() + waitMs);
}
