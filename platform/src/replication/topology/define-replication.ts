import { PlatformError } from '../../model/errors/platform-error.ts';
import type { Database } from '../../store/database.ts';
import {
  changeReplication,
  createReplication,
  findUnfinishedRun,
  loadReplication,
  type Replication,
  removeReplication,
  whileNobodyDefines,
} from '../../store/replication.ts';
import { parsePeriodRange } from '../selection/period-range.ts';
import { assertNoLoop, type WantedReplication } from './assert-no-loop.ts';

const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/**
 * Adds a replication.
 * @throws PlatformError REPLICATION_NAME_INVALID, REPLICATION_EXISTS, REPLICATION_LOOP, SELECTION_PERIOD_INVALID.
 */
export async function addReplication(database: Database, wanted: WantedReplication): Promise<Replication> {
  assertSound(wanted);
  return whileNobodyDefines(database, async (transaction) => {
    const added = await createReplication(transaction, wanted);
    await assertNoLoop(transaction, wanted);
    return added;
  });
}

/**
 * Puts another definition in the place of one; its runs and its schedule stay with it.
 * @throws PlatformError as `addReplication` does, and REPLICATION_UNKNOWN.
 */
export async function redefineReplication(database: Database, name: string, wanted: WantedReplication): Promise<void> {
  assertSound(wanted);
  await whileNobodyDefines(database, async (transaction) => {
    const { id } = await loadReplication(transaction, name);
    await changeReplication(transaction, id, wanted);
    await assertNoLoop(transaction, wanted);
  });
}

/**
 * Forgets a replication with its schedule; its runs stay.
 * @throws PlatformError REPLICATION_UNKNOWN, REPLICATION_IN_USE while one of its runs has not ended.
 */
export async function forgetReplication(database: Database, name: string): Promise<void> {
  await whileNobodyDefines(database, async (transaction) => {
    const { id } = await loadReplication(transaction, name);
    const run = await findUnfinishedRun(transaction, id);
    if (run !== undefined) throw new PlatformError('REPLICATION_IN_USE', { args: { run: run.id, name } });
    await removeReplication(transaction, id);
  });
}

/** What would only show when it is run at night is said by day. */
function assertSound({ name, options }: WantedReplication): void {
  if (!namePattern.test(name)) throw new PlatformError('REPLICATION_NAME_INVALID', { args: { name } });
  if (options.selection?.period !== undefined) parsePeriodRange(options.selection.period);
}
