import { PlatformError } from '../model/errors/platform-error.ts';
import { trackerTypes } from '../model/tracker-objects.ts';
import { type Following, loadWatermarks, openFollowing, setNextLook } from '../store/following.ts';
import { type CycleResult, carryChanges, compareAll } from './cycle.ts';
import type { Follower, FollowerStatus, FollowOrder } from './follower.ts';
import { type FollowerState, spelledOut, tell } from './follower-state.ts';
import { look, together, usualOverlapMs } from './look.ts';
import type { News } from './orders.ts';
import { nextPace, startPace } from './pace.ts';
import type { Probe } from './probe.ts';
import { allProbes } from './probes/all-probes.ts';
import { cataloguedTypes, readSourceCatalogue } from './source-catalogue.ts';
import { probesInTurn, requestsPerCycle, tooDear } from './turns.ts';

const firstFullRetryMs = 5 * 60_000;

/** Keeps a target close behind its source. */
export function createFollower(order: FollowOrder): Follower {
  const hinted = new Set<string>();
  let wake = new AbortController();
  return {
    hint(type) {
      hinted.add(type ?? '*');
      wake.abort();
    },
    async run({ stop, signal }) {
      const state = await begin(order, hinted);
      while (!stop.aborted) {
        wake = new AbortController();
        const waitMs = await runCycle(order, state, { stop, signal });
        if (stop.aborted) break;
        const nextLookAt = new Date(order.clock.now().getTime() + waitMs);
        await setNextLook(order.database, state.following.id, nextLookAt);
        tell(order, state, { state: 'waiting', nextLookAt });
        if (hinted.size === 0) await order.clock.sleep(waitMs, AbortSignal.any([stop, wake.signal, signal]));
        signal.throwIfAborted();
      }
      tell(order, state, { state: 'stopped', nextLookAt: undefined });
    },
  };
}

async function begin(order: FollowOrder, hinted: Set<string>): Promise<FollowerState> {
  const following = await openFollowing(order.database, order);
  return {
    following,
    watermarks: await loadWatermarks(order.database, following.id),
    catalogue: undefined,
    probes: [],
    records: new Map(),
    hinted,
    pace: startPace(order),
    isDifferent: false,
    status: { state: 'looking', changes: {}, leftToFull: [], ...known(following) },
    fullBegunAt: undefined,
  };
}

function known({ changedAt, lagMs, lookedAt, fullAt }: Following): Partial<FollowerStatus> {
  return { changedAt, lagMs, lookedAt, fullAt };
}

/** One look, and what follows from it; gives the wait until the next. */
async function runCycle(
  order: FollowOrder,
  state: FollowerState,
  signals: { readonly stop: AbortSignal; readonly signal: AbortSignal },
): Promise<number> {
  const { signal } = signals;
  try {
    state.catalogue ??= await readSourceCatalogue(order.source, signal);
    state.probes = allProbes(order.source, order.target.facts, state.catalogue, spelledOut(order).only);
    const result = isFullDue(order, state)
      ? await compareAll(order, state, signals)
      : await lookAndCarry(order, state, signal);
    state.pace = nextPace(state.pace, result.end, order);
    state.isDifferent = result.end === 'different';
    tell(order, state, { trouble: result.trouble, ...known(state.following) });
  } catch (error) {
    signal.throwIfAborted();
    if (signals.stop.aborted) return 0;
    if (!mayPass(error)) throw error;
    state.pace = nextPace(state.pace, 'failed', order);
    tell(order, state, { trouble: error });
  }
  return state.pace.waitMs;
}

async function lookAndCarry(order: FollowOrder, state: FollowerState, signal: AbortSignal): Promise<CycleResult> {
  const requests = requestsPerCycle(Math.max(state.pace.waitMs, order.everyMs));
  const recordOf = (probe: Probe) => state.records.get(probe.name) ?? { lookedAtMs: undefined, requests: 1, tookMs: 0 };
  const hints = new Set(state.hinted);
  state.hinted.clear();
  const isHinted = ({ types }: Probe) => hints.has('*') || (types?.some((type) => hints.has(type)) ?? false);
  const now = order.clock.now();
  const budget = { nowMs: now.getTime(), everyMs: state.pace.waitMs, requests };
  const probes = probesInTurn(state.probes, recordOf, budget, isHinted);
  const leftToFull = tooDear(state.probes, recordOf, requests).map(({ name }) => name);
  tell(order, state, { state: 'looking', changes: {}, lookedAt: now, leftToFull });
  const how = {
    source: order.source,
    catalogue: state.catalogue ?? (await readSourceCatalogue(order.source, signal)),
    watermarks: state.watermarks,
    overlapMs: order.overlapMs ?? usualOverlapMs,
    now: () => order.clock.now().getTime(),
    signal,
  };
  const first = await look({ ...how, probes });
  // One run carries tracker objects of all kinds: what the others among its questions would notice next is asked now.
  const others = hasTracker(first.news)
    ? state.probes.filter((each) => isOfTracker(each) && !probes.includes(each))
    : [];
  const found = others.length === 0 ? first : together(first, await look({ ...how, probes: others, asOf: first.asOf }));
  for (const [name, record] of found.records) state.records.set(name, record);
  const result = await carryChanges(order, state, found, now, signal);
  const isOld = found.news.some(({ fresh }) => fresh.some(({ type }) => cataloguedTypes.includes(type)));
  if (isOld) state.catalogue = undefined;
  return result;
}

function isOfTracker({ types = [] }: Probe): boolean {
  return types.some((type) => trackerTypes.some((each) => each === type));
}

function hasTracker(news: readonly News[]): boolean {
  return news.some(({ probe, fresh }) => isOfTracker(probe) && fresh.length > 0);
}

/** Everything is compared when following begins, and again from time to time; after one that did not end well, sooner. */
function isFullDue(
  { clock, fullEveryMs }: FollowOrder,
  { following, watermarks, fullBegunAt }: FollowerState,
): boolean {
  if (!watermarks.has('metadata') && fullBegunAt === undefined) return true;
  const { fullAt, fullFailures } = following;
  const retryMs = Math.min(fullEveryMs, firstFullRetryMs * 2 ** Math.max(0, fullFailures - 1));
  const dueMs = fullFailures > 0 ? retryMs : fullEveryMs;
  const last = fullBegunAt ?? fullAt;
  return last === undefined || clock.now().getTime() - last.getTime() >= dueMs;
}

/** A server that is away comes back; what an account may not do does not change by waiting. */
function mayPass(error: unknown): boolean {
  return error instanceof PlatformError && error.retryable;
}
