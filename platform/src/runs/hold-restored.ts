import type { AuditActor } from '../model/audit.ts';
import type { RunReason } from '../model/run-reason.ts';
import { recordAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { type FollowPace, listReplications, setFollowPace } from '../store/replication.ts';
import { listRuns } from '../store/run.ts';
import { keepRunReason } from '../store/run-transition.ts';
import { listSchedules, pauseSchedule } from '../store/schedule.ts';
import { pauseRun } from './control-run.ts';

/** What does not go on by itself on the machine that restored it. */
export interface Held {
  readonly runs: readonly number[];
  /** The replications whose schedules are paused. */
  readonly schedules: readonly string[];
  /** The replications that are not followed any more, and how closely they were. */
  readonly followed: readonly ({ readonly name: string } & FollowPace)[];
}

const restored: RunReason = { code: 'RUN_RESTORED' };

/**
 * Holds, in a database that was just restored, everything that would act by itself. The Relais that the backup was taken of may still work, on the
 * same targets; and what the ledger says of an unfinished run is as old as the backup.
 */
export async function holdRestored(transaction: Database, actor: AuditActor, now: Date): Promise<Held> {
  const unfinished = await listRuns(transaction, { states: ['pending', 'running', 'paused'], limit: 100_000 });
  const runs: number[] = [];
  for (const { id, state, stateReason } of unfinished) {
    if (state !== 'paused') await pauseRun(transaction, id, restored, actor);
    // Such a run would go on as soon as the instance answers.
    else if (stateReason?.code === 'INSTANCE_DOWN') await keepRunReason(transaction, id, restored);
    else continue;
    runs.push(id);
  }
  return {
    runs: runs.toSorted((left, right) => left - right),
    schedules: await pauseSchedules(transaction, actor, now),
    followed: await endFollowing(transaction, actor),
  };
}

async function endFollowing(transaction: Database, actor: AuditActor): Promise<Held['followed']> {
  const ended = [];
  for (const { id, name, follow } of await listReplications(transaction)) {
    if (follow === undefined) continue;
    await setFollowPace(transaction, id, undefined);
    const subject = { kind: 'replication', name };
    await recordAudit(transaction, { actor, action: 'replication.followed', subject, before: { follow }, after: {} });
    ended.push({ name, ...follow });
  }
  return ended;
}

async function pauseSchedules(transaction: Database, actor: AuditActor, now: Date): Promise<readonly string[]> {
  const names = new Map((await listReplications(transaction)).map(({ id, name }) => [id, name]));
  const paused: string[] = [];
  for (const { replicationId, isPaused } of await listSchedules(transaction)) {
    const name = names.get(replicationId);
    if (isPaused || name === undefined) continue;
    await pauseSchedule(transaction, replicationId, true, now);
    const subject = { kind: 'replication', name };
    await recordAudit(transaction, { actor, action: 'schedule.paused', subject, after: { isPaused: true } });
    paused.push(name);
  }
  return paused.toSorted();
}
