import { PlatformError } from '../model/errors/platform-error.ts';
import { readSince } from '../replication/metadata/plan.ts';
import { stopInProcess } from '../runs/in-process-run.ts';
import {
  type FollowingCycle,
  findFollowing,
  keepCycle,
  loadWatermarks,
  setOpenRun,
  type Watermark,
} from '../store/following.ts';
import { createLedger } from '../store/ledger.ts';
import { loadRun } from '../store/run.ts';
import { followerName } from './carry-in-process.ts';
import { type CarriedRun, endedWell } from './carry-run.ts';
import type { FollowOrder } from './follower.ts';
import { type FollowerState, spelledOut, tell } from './follower-state.ts';
import { type Findings, look, usualOverlapMs } from './look.ts';
import { type News, ordersOf } from './orders.ts';
import type { CycleEnd } from './pace.ts';
import { contentsName, readContents, restlessTypes } from './same-content.ts';

/** How a cycle ended. */
export interface CycleResult {
  readonly end: CycleEnd;
  readonly trouble?: unknown;
}

/** Carries what was noticed, and moves the watermarks: of what was looked at without news always, of news only when the runs ended well. */
export async function carryChanges(
  order: FollowOrder,
  state: FollowerState,
  found: Findings,
  lookedAt: Date,
  signal: AbortSignal,
): Promise<CycleResult> {
  const { news } = found;
  const requests = [...found.records.values()].reduce((sum, record) => sum + record.requests, 0);
  const keep = (watermarks: ReadonlyMap<string, Watermark>, cycle?: FollowingCycle) =>
    keepAndReload(order, state, { watermarks, lookedAt, requests, cycle });
  const options = spelledOut(order);
  const orders = ordersOf(news, {
    options,
    followsRun: state.following.fullRunId,
    held: await heldOnTarget(order, state),
    wholeTypes: state.isDifferent,
  });
  if (orders.length === 0) {
    await keep(found.watermarks);
    return { end: 'idle' };
  }
  const changes = countByType(news);
  const beganAt = new Date(lookedAt.getTime() - found.oldestMs);
  tell(order, state, { state: 'carrying', changes });
  const runIds: number[] = [];
  const end = async (outcome: FollowingCycle['outcome'], reason?: unknown) => {
    const cycle = { beganAt, endedAt: order.clock.now(), changes, runIds, outcome, reason: reasonOf(reason) };
    await keep(outcome === 'carried' ? found.watermarks : withoutNews(found, state.watermarks), cycle);
  };
  try {
    await leaveOpenRun(order, state);
    for (const each of orders) {
      const run = await carry(order, state, { options: each, purpose: 'changes', signal });
      runIds.push(run.runId);
      if (!endedWell(run.outcome)) {
        await end('different', `run ${run.runId}: ${run.outcome.verdict}`);
        return { end: 'different', trouble: 'different' };
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    await end('failed', error);
    if (error instanceof PlatformError && !error.retryable) throw error;
    return { end: 'failed', trouble: error };
  }
  await end('carried');
  return { end: 'carried' };
}

/** Compares everything, whatever was noticed: where following begins, and the net under all that no question notices. */
export async function compareAll(
  order: FollowOrder,
  state: FollowerState,
  { stop, signal }: { readonly stop: AbortSignal; readonly signal: AbortSignal },
): Promise<CycleResult> {
  const lookedAt = order.clock.now();
  const requestsBefore = order.source.changes.requestsSent();
  const begunBefore = state.fullBegunAt;
  state.fullBegunAt = lookedAt;
  tell(order, state, { state: 'comparing', changes: {}, lookedAt });
  const { open } = state.following;
  const runId = open?.purpose === 'full' ? open.runId : undefined;
  if (runId === undefined) await leaveOpenRun(order, state);
  const since = runId === undefined ? undefined : await readSince(createLedger(order.database, runId));
  const begun = since ?? (await order.source.changes.clock(signal));
  const watermarks = await beginnings(order, state, begun, { isBegun: since !== undefined, signal });
  const requests = order.source.changes.requestsSent() - requestsBefore;
  const breakOff = AbortSignal.any([stop, signal]);
  // It is the net under all that dates do not tell: it goes by none.
  const options = { ...order.options, compare: 'everything' } as const;
  const comparing = carry(order, state, { options, purpose: 'full', runId, signal: breakOff });
  const run = await comparing.catch((error: unknown) => {
    // What could not begin is due in the next cycle again.
    if (error instanceof PlatformError && error.code === 'TARGET_IN_USE') state.fullBegunAt = begunBefore;
    throw error;
  });
  const isWell = endedWell(run.outcome);
  const outcome = isWell ? 'carried' : 'different';
  const endedAt = order.clock.now();
  await keepAndReload(order, state, {
    watermarks,
    lookedAt,
    requests,
    full: { runId: run.runId, endedWell: isWell },
    cycle: { beganAt: lookedAt, endedAt, changes: {}, runIds: [run.runId], outcome },
  });
  return isWell ? { end: 'carried' } : { end: 'different', trouble: 'different' };
}

/**
 * Where all watermarks stand when everything is compared from a moment on. What a look lists at that moment is carried along; where the comparison was
 * begun earlier and is gone on with, only what has no date can be looked at now.
 */
async function beginnings(
  order: FollowOrder,
  state: FollowerState,
  since: string,
  { isBegun, signal }: { readonly isBegun: boolean; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, Watermark>> {
  const start: Watermark = { since, seen: {} };
  const dated = state.probes.filter(({ kind }) => kind === 'dated');
  const from = new Map(dated.map(({ name }) => [name, start]));
  if (state.catalogue === undefined) return from;
  const { records, watermarks } = await look({
    source: order.source,
    catalogue: state.catalogue,
    probes: isBegun ? state.probes.filter(({ kind }) => kind === 'snapshot') : state.probes,
    watermarks: from,
    overlapMs: order.overlapMs ?? usualOverlapMs,
    asOf: since,
    now: () => order.clock.now().getTime(),
    signal,
  });
  for (const [name, record] of records) state.records.set(name, record);
  const contents = new Map<string, Watermark>();
  const carried = state.probes.find(({ name }) => name === 'metadata')?.types ?? [];
  for (const type of restlessTypes.filter((each) => carried.includes(each))) {
    const seen = await readContents(order.source, type, undefined, signal);
    contents.set(contentsName(type), { since: '', seen });
  }
  return new Map([...from, ...watermarks, ...contents]);
}

async function carry(
  order: FollowOrder,
  state: FollowerState,
  given: Pick<Parameters<FollowOrder['carry']>[0], 'options' | 'runId' | 'signal'> & {
    readonly purpose: 'full' | 'changes';
  },
): Promise<CarriedRun> {
  const { purpose, ...run } = given;
  return order.carry({
    ...run,
    began: async (runId) => {
      await setOpenRun(order.database, state.following.id, { runId, purpose });
      tell(order, state, { runId });
    },
  });
}

/** Numbers of objects as the last comparison of everything read them. */
async function heldOnTarget(
  { database }: FollowOrder,
  { following }: FollowerState,
): Promise<(type: string) => number> {
  const { fullRunId } = following;
  const totals = fullRunId === undefined ? undefined : (await loadRun(database, fullRunId)).outcome?.totals;
  return (type) => totals?.[type]?.read ?? 0;
}

/** A run of changes that was interrupted is not gone on with: its changes are noticed again, with those that came since. */
async function leaveOpenRun(order: FollowOrder, state: FollowerState): Promise<void> {
  const { open, id } = state.following;
  if (open === undefined) return;
  const left = { database: order.database, runId: open.runId, toldBy: followerName };
  await stopInProcess(left, 'cancelled', undefined);
  await setOpenRun(order.database, id, undefined);
}

async function keepAndReload(
  order: FollowOrder,
  state: FollowerState,
  kept: Parameters<typeof keepCycle>[2],
): Promise<void> {
  const { database } = order;
  await keepCycle(database, state.following.id, kept);
  state.following = (await findFollowing(database, order.name)) ?? state.following;
  state.watermarks = await loadWatermarks(database, state.following.id);
}

/**
 * Where the watermarks stand when news could not be carried: those of probes that had some stay where they were. What a snapshot showed is unsettled: half of it
 * may have arrived, and it is news again even if the source goes back to what it had.
 */
function withoutNews(
  { news, watermarks }: Findings,
  before: ReadonlyMap<string, Watermark>,
): ReadonlyMap<string, Watermark> {
  const names = new Set(news.map(({ probe }) => probe.name));
  const isKept = (name: string) => !names.has(name) && !name.startsWith(contentsName(''));
  const kept = new Map([...watermarks].filter(([name]) => isKept(name)));
  for (const { probe, fresh } of news) {
    if (probe.kind !== 'snapshot') continue;
    const unsettled = Object.fromEntries(fresh.map(({ type, key }) => [`${type}/${key}`, 'unsettled']));
    kept.set(probe.name, { since: '', seen: { ...before.get(probe.name)?.seen, ...unsettled } });
  }
  return kept;
}

function countByType(news: readonly News[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { fresh } of news) for (const { type } of fresh) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

function reasonOf(reason: unknown): string | undefined {
  if (reason === undefined) return undefined;
  return reason instanceof Error ? reason.message : String(reason);
}
