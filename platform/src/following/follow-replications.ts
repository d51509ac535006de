import { type HeldFollowing, whileFollowing } from '../store/following-lock.ts';
import { listReplications, type Replication } from '../store/replication.ts';
import { type FollowedReplication, type FollowTools, followReplication } from './follow-replication.ts';

/** How the service follows. */
export interface FollowAll extends FollowTools {
  /** Told of what went wrong with a replication, or with all of them where none is named; it is tried again. */
  onError(error: unknown, name: string | undefined): void;
  /** Between two looks at what is to be followed, and at who follows: so long does it take at most to begin and to stop. */
  readonly lookMs?: number | undefined;
}

const usualLookMs = 2_000;

/** What failed for good is tried again after a while, more rarely each time: a person may have done something meanwhile. */
const firstPauseMs = 60_000;
const longestPauseMs = 600_000;

/** Whoever has followed for so long begins with short pauses again. */
const longEnoughMs = 600_000;

/** Follows every replication that is to be followed, until the signal is aborted. Of several processes one does. */
export async function followReplications(all: FollowAll, signal: AbortSignal): Promise<void> {
  const { database, clock, lookMs = usualLookMs, onError } = all;
  while (!signal.aborted) {
    try {
      await whileFollowing(database, (held) => followWhileHeld(all, held, signal));
    } catch (error) {
      onError(error, undefined);
    }
    await clock.sleep(lookMs, signal);
  }
}

interface Following {
  /** What it was begun with: a replication that is changed is begun anew. */
  readonly terms: string;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

async function followWhileHeld(all: FollowAll, held: HeldFollowing, signal: AbortSignal): Promise<void> {
  const { database, clock, lookMs = usualLookMs } = all;
  const under = new Map<number, Following>();
  try {
    while (!signal.aborted) {
      await held.assertHeld();
      const wanted = new Map((await listReplications(database)).filter(isFollowed).map((each) => [each.id, each]));
      for (const [id, { terms }] of under) {
        const replication = wanted.get(id);
        if (replication !== undefined && termsOf(replication) === terms) continue;
        await end(under, id);
        await held.end(id);
      }
      for (const [id, replication] of wanted) {
        if (under.has(id)) continue;
        await held.begin(id);
        under.set(id, begin(all, replication));
      }
      await clock.sleep(lookMs, signal);
    }
  } finally {
    await Promise.all([...under.keys()].map((id) => end(under, id)));
  }
}

function isFollowed(replication: Replication): replication is FollowedReplication {
  return replication.follow !== undefined;
}

function termsOf({ name, sourceReference, targetReference, options, follow }: FollowedReplication): string {
  return JSON.stringify([name, sourceReference, targetReference, options, follow]);
}

async function end(under: Map<number, Following>, id: number): Promise<void> {
  const following = under.get(id);
  under.delete(id);
  following?.stop.abort();
  await following?.ended;
}

function begin(all: FollowAll, replication: FollowedReplication): Following {
  const stop = new AbortController();
  return { terms: termsOf(replication), stop, ended: keepFollowing(all, replication, stop.signal) };
}

/** Never fails: what goes wrong is told, and tried again. */
async function keepFollowing(all: FollowAll, replication: FollowedReplication, signal: AbortSignal): Promise<void> {
  const { clock, onError } = all;
  let pauseMs = firstPauseMs;
  while (!signal.aborted) {
    const began = clock.now().getTime();
    try {
      await followReplication(all, replication, signal);
    } catch (error) {
      if (signal.aborted) return;
      onError(error, replication.name);
    }
    if (clock.now().getTime() - began > longEnoughMs) pauseMs = firstPauseMs;
    await clock.sleep(pauseMs, signal);
    pauseMs = Math.min(longestPauseMs, pauseMs * 2);
  }
}
