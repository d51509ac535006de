import { PlatformError } from '../model/errors/platform-error.ts';
import { parseRunOptions } from '../replication/run-options.ts';
import type { Database } from '../store/database.ts';
import { tellEvent } from '../store/notice-event.ts';
import { findUnfinishedRun, type Replication } from '../store/replication.ts';
import { keepStartedRun, markConsidered, markPausedFor, type Schedule } from '../store/schedule.ts';
import {
  findOpenOccurrence,
  findRunAfter,
  newestRun,
  type ScheduleOccurrence,
  saveOccurrence,
} from '../store/schedule-occurrence.ts';
import { type DecidedOccurrence, type Decision, decide } from './decide.ts';
import type { RunControl } from './run-control.ts';

/** What it takes to look after one schedule. */
export interface ScheduleCare {
  readonly database: Database;
  readonly runs: RunControl;
  readonly replication: Replication;
  readonly schedule: Schedule;
}

/** Does what a schedule asks for at a moment. Whoever is killed in the middle is followed by somebody who starts no second run. */
export async function lookAfterSchedule(given: ScheduleCare, now: Date): Promise<void> {
  const { database } = given;
  const found = await findOpenOccurrence(database, given.schedule.replicationId);
  const adopted = found && (await adoptRun(given, found, now));
  const open = adopted === undefined ? found : undefined;
  const schedule = adopted === undefined ? given.schedule : { ...given.schedule, ...adopted };
  const care = { ...given, schedule };
  const unfinished = await findUnfinishedRun(database, schedule.replicationId);
  const { occurrence, run } = decide({ schedule, open, unfinished }, now);
  if (run !== undefined) await steerRun(care, run);
  const kept = await keepDecision(care, open, occurrence, now);
  if (kept?.outcome === 'starting') await start(care, kept, now);
}

/** The run of an occurrence whose start was announced, and which a crash kept from being written beside it. */
async function adoptRun(
  care: ScheduleCare,
  open: ScheduleOccurrence,
  now: Date,
): Promise<Pick<Schedule, 'runId' | 'pausedFor'> | undefined> {
  if (open.outcome !== 'starting') return undefined;
  const runId = await findRunAfter(care.database, open.replicationId, open.afterRun ?? 0);
  if (runId === undefined) return undefined;
  await keepStarted(care, open, runId, now);
  return { runId, pausedFor: undefined };
}

/** Occurrence and mark in one transaction: none is seen twice, none is missed. What waits as it did is not written again. */
async function keepDecision(
  { database, schedule, replication }: ScheduleCare,
  open: ScheduleOccurrence | undefined,
  decided: DecidedOccurrence | undefined,
  now: Date,
): Promise<ScheduleOccurrence | undefined> {
  if (decided === undefined || isAsBefore(open, decided)) return undefined;
  return database.transaction().execute(async (transaction) => {
    const isStarting = decided.outcome === 'starting';
    const afterRun = isStarting ? await newestRun(transaction) : undefined;
    const { replicationId } = schedule;
    const occurrence = { ...decided, replicationId, runId: undefined, afterRun, decidedAt: now };
    await saveOccurrence(transaction, occurrence);
    await markConsidered(transaction, replicationId, now);
    await tellMissed(transaction, replication.name, decided, now);
    return occurrence;
  });
}

/** Occurrences that no run stands for: those that were skipped, and those that one run makes up for. One that somebody paused is not missed. */
async function tellMissed(transaction: Database, name: string, decided: DecidedOccurrence, now: Date): Promise<void> {
  const isSkipped = decided.outcome === 'skipped' && decided.reason?.code !== 'SCHEDULE_PAUSED';
  const count = isSkipped ? decided.merged + 1 : decided.outcome === 'starting' ? decided.merged : 0;
  if (count === 0) return;
  const args = { replication: name, count };
  await tellEvent(transaction, { name: 'schedule.missed', args, replication: name, happenedAt: now });
}

function isAsBefore(open: ScheduleOccurrence | undefined, decided: DecidedOccurrence): boolean {
  const waits = open?.outcome === 'waiting' && decided.outcome === 'waiting';
  return waits && open.merged === decided.merged && open.reason?.code === decided.reason?.code;
}

async function start(care: ScheduleCare, occurrence: ScheduleOccurrence, now: Date): Promise<void> {
  const { database, runs, replication } = care;
  try {
    const runId = await runs.startRun({
      source: replication.sourceReference,
      target: replication.targetReference,
      options: parseRunOptions(replication.options),
      replicationId: replication.id,
      startedBy: `schedule ${replication.name}`,
    });
    await keepStarted(care, occurrence, runId, now);
  } catch (error) {
    // What only has to be tried again is tried again at the next look: the occurrence stays open.
    if (!(error instanceof PlatformError) || error.retryable) throw error;
    const reason = { code: error.code, args: error.args };
    await saveOccurrence(database, { ...occurrence, outcome: 'failed', reason, decidedAt: now });
  }
}

async function keepStarted({ database }: ScheduleCare, occurrence: ScheduleOccurrence, runId: number, now: Date) {
  await database.transaction().execute(async (transaction) => {
    await saveOccurrence(transaction, { ...occurrence, outcome: 'started', runId, reason: undefined, decidedAt: now });
    await keepStartedRun(transaction, occurrence.replicationId, runId);
  });
}

/** Told first and kept afterwards: asked twice, a run that is paused stays paused. */
async function steerRun({ database, runs, schedule }: ScheduleCare, run: NonNullable<Decision['run']>): Promise<void> {
  try {
    if (run.kind === 'pause') await runs.pauseRun(run.runId, run.reason);
    else await runs.resumeRun(run.runId, run.reason);
  } catch (error) {
    // It ended, or somebody stopped it, between the look and the word.
    if (!(error instanceof PlatformError) || error.retryable) throw error;
  }
  await markPausedFor(database, schedule.replicationId, run.kind === 'pause' ? run.end : undefined);
}
