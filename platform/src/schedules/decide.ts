import type { RunReason } from '../model/run-reason.ts';
import type { Schedule } from '../store/schedule.ts';
import type { ScheduleOccurrence } from '../store/schedule-occurrence.ts';
import { dueOccurrences } from './recurrence.ts';
import { spellWindow, type WindowAround, windowAround } from './window.ts';

/** What is known of a schedule when it is looked at. */
export interface Situation {
  readonly schedule: Schedule;
  /** The occurrence that waits. */
  readonly open: Pick<ScheduleOccurrence, 'dueAt' | 'merged'> | undefined;
  /** The oldest run of the replication that has not ended, whoever started it. */
  readonly unfinished: { readonly id: number; readonly state: 'pending' | 'running' | 'paused' } | undefined;
}

/** What becomes of an occurrence that is due. */
export interface DecidedOccurrence {
  readonly dueAt: Date;
  readonly merged: number;
  readonly outcome: 'waiting' | 'starting' | 'skipped';
  readonly reason: RunReason | undefined;
}

/** What is to be done now; nothing where both are undefined. */
export interface Decision {
  readonly occurrence: DecidedOccurrence | undefined;
  readonly run:
    | { readonly kind: 'pause'; readonly runId: number; readonly end: Date; readonly reason: RunReason }
    | { readonly kind: 'resume'; readonly runId: number; readonly reason: RunReason }
    | undefined;
}

/**
 * Decides about one schedule at one moment. However late it is looked at, everything that was due since the last time becomes one
 * occurrence; it starts a run unless one of the same replication has not ended, or the window is closed.
 */
export function decide(situation: Situation, now: Date): Decision {
  const { schedule } = situation;
  const around = schedule.window && windowAround(schedule.window, schedule.timeZone, now.getTime());
  return { occurrence: decideOccurrence(situation, around, now), run: decideRun(situation, around) };
}

function decideOccurrence(
  { schedule, open, unfinished }: Situation,
  around: WindowAround | undefined,
  now: Date,
): DecidedOccurrence | undefined {
  if (schedule.isPaused) return open && { ...open, outcome: 'skipped', reason: { code: 'SCHEDULE_PAUSED' } };
  const due = mergeDue(schedule, open, now);
  if (due === undefined) return undefined;
  if (unfinished !== undefined) {
    const reason = { code: 'RUN_UNFINISHED', args: { run: unfinished.id } } as const;
    return { ...due, outcome: schedule.ifRunning === 'wait' ? 'waiting' : 'skipped', reason };
  }
  if (around?.isOpen === false) {
    return { ...due, outcome: 'waiting', reason: { code: 'WINDOW_CLOSED', args: windowWords(schedule) } };
  }
  return { ...due, outcome: 'starting', reason: undefined };
}

/** The one that waits already stands for all that came after it; else the latest stands for those before it. */
function mergeDue(
  schedule: Schedule,
  open: Situation['open'],
  now: Date,
): Pick<DecidedOccurrence, 'dueAt' | 'merged'> | undefined {
  const due = dueOccurrences(schedule, schedule.consideredUntil, now);
  if (open === undefined) return due && { dueAt: due.latest, merged: due.earlier };
  return { dueAt: open.dueAt, merged: open.merged + (due === undefined ? 0 : due.earlier + 1) };
}

/** Windows hold runs that the schedule started, and let them go on; what a person paused or resumed stays as it is. */
function decideRun({ schedule, unfinished }: Situation, around: WindowAround | undefined): Decision['run'] {
  if (unfinished === undefined || unfinished.id !== schedule.runId) return undefined;
  const { id: runId, state } = unfinished;
  const args = windowWords(schedule);
  if (around?.isOpen === false) {
    const end = new Date(around.closedAt);
    const isTold = schedule.pausedFor !== undefined && schedule.pausedFor >= end;
    return state === 'paused' || isTold
      ? undefined
      : { kind: 'pause', runId, end, reason: { code: 'WINDOW_CLOSED', args } };
  }
  if (schedule.pausedFor === undefined) return undefined;
  return { kind: 'resume', runId, reason: { code: 'WINDOW_OPENED', args } };
}

function windowWords({ window, timeZone }: Schedule): Readonly<Record<string, string>> {
  return window === undefined ? {} : { window: spellWindow(window), zone: timeZone };
}
