import { setTimeout as sleep } from 'node:timers/promises';
import type { Language } from '../model/language.ts';
import { hasEnded } from '../model/run-state.ts';
import type { Database } from '../store/database.ts';
import { loadRun, type Run } from '../store/run.ts';
import { loadAdvances, type StageAdvance } from '../store/run-progress.ts';
import { listTransitionsAfter } from '../store/run-transition.ts';
import type { ServerEvent } from './route.ts';
import { tellReason } from './tell-run.ts';

type Transition = Awaited<ReturnType<typeof listTransitionsAfter>>[number];

/** What a look at a run found. */
interface Look {
  readonly run: Run;
  readonly advances: readonly StageAdvance[];
  /** The last transitions, the newest last. */
  readonly transitions: readonly Transition[];
}

/** A run that somebody watches: looked at once for all of them. */
interface WatchedRun {
  watchers: number;
  /** The look that is under way or was the last one, and when it began. */
  look: Promise<Look>;
  lookedAt: number;
}

const transitionsAtATime = 500;
/** A line that says nothing for longer is closed by proxies. */
const silenceMs = 15_000;

/** Follows runs for those who watch them: one look at the rows of a run serves all of its watchers. */
export interface RunWatch {
  /**
   * What becomes of a run, from the transition behind `after` on; ends when the run has. Each transition has its number as its id, so that a
   * reader who comes back misses none; how far the run is comes without one, because only the latest matters.
   */
  follow(
    runId: number,
    reader: { readonly after: number; readonly language: Language; readonly signal: AbortSignal },
  ): AsyncGenerator<ServerEvent>;
}

export function createRunWatch(database: Database, { everyMs }: { readonly everyMs: number }): RunWatch {
  const watched = new Map<number, WatchedRun>();
  const lookAt = async (runId: number): Promise<Look> => {
    const run = await loadRun(database, runId);
    const advances = await loadAdvances(database, runId);
    // Where there are more than these, the generator below reads the rest by itself.
    const transitions = await listTransitionsAfter(database, runId, { after: 0, limit: transitionsAtATime });
    return { run, advances, transitions };
  };
  const look = (runId: number, entry: WatchedRun): Promise<Look> => {
    if (Date.now() - entry.lookedAt >= everyMs) {
      entry.lookedAt = Date.now();
      entry.look = lookAt(runId);
    }
    return entry.look;
  };
  const enter = (runId: number): WatchedRun => {
    const entry = watched.get(runId) ?? { watchers: 0, look: lookAt(runId), lookedAt: Date.now() };
    entry.watchers += 1;
    watched.set(runId, entry);
    return entry;
  };
  const leave = (runId: number, entry: WatchedRun) => {
    entry.watchers -= 1;
    if (entry.watchers === 0) watched.delete(runId);
  };
  return {
    follow: async function* (runId, { after, language, signal }) {
      const entry = enter(runId);
      let [last, told, toldAt] = [after, '', Date.now()];
      try {
        while (!signal.aborted) {
          const { run, advances, transitions } = await look(runId, entry);
          for (const transition of await behind(database, runId, transitions, last)) {
            last = transition.id;
            toldAt = Date.now();
            yield tellTransition(transition, language);
          }
          const progress = tellProgress(run, advances, language);
          const text = JSON.stringify(progress);
          if (text !== told) {
            [told, toldAt] = [text, Date.now()];
            yield { name: 'progress', data: progress };
          }
          if (hasEnded(run.state)) {
            yield { name: 'end', data: { run: runId, state: run.state } };
            return;
          }
          if (Date.now() - toldAt > silenceMs) {
            toldAt = Date.now();
            yield { name: 'still there', data: undefined };
          }
          await rest(everyMs, signal);
        }
      } finally {
        leave(runId, entry);
      }
    },
  };
}

async function behind(
  database: Database,
  runId: number,
  known: readonly Transition[],
  after: number,
): Promise<readonly Transition[]> {
  const newest = known.at(-1)?.id ?? 0;
  const isLong = known.length >= transitionsAtATime && after >= newest;
  if (isLong) return listTransitionsAfter(database, runId, { after, limit: transitionsAtATime });
  return known.filter(({ id }) => id > after);
}

function tellTransition({ id, from, to, reason, toldBy, happenedAt }: Transition, language: Language): ServerEvent {
  const data = { id, from, to, reason: tellReason(reason, language), by: toldBy, at: happenedAt };
  return { name: 'transition', id: String(id), data };
}

function tellProgress({ id, state, stateReason, outcome }: Run, advances: readonly StageAdvance[], language: Language) {
  const reason = tellReason(stateReason, language);
  return { run: id, state, reason, verdict: outcome?.verdict, advances };
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
