import type { Uid } from './uid.ts';

/** What can be asked of an instance after much was written to it, in the order in which it makes sense. */
export const maintenanceTasks = ['categoryOptionCombos', 'caches', 'resourceTables', 'analytics'] as const;
export type MaintenanceTask = (typeof maintenanceTasks)[number];

/** What a user may ask for after the writing: the target's tasks, and its data integrity before and after. */
export const afterwardsWords = [...maintenanceTasks, 'dataIntegrity'] as const;
export type AfterwardsWord = (typeof afterwardsWords)[number];

/** How a task ended, in the instance's words. */
export interface TaskOutcome {
  readonly succeeded: boolean;
  readonly message: string;
}

/** How many objects each of DHIS2's data integrity checks found, by the check's name. */
export type IntegrityCounts = Readonly<Record<string, number>>;

/** The upkeep of one instance. A task that fails is an outcome, an instance that does not answer an error. */
export interface Maintenance {
  /** Starts a task and waits until it has ended, which for analytics may take hours. */
  run(task: MaintenanceTask, signal: AbortSignal): Promise<TaskOutcome>;
  /** Runs the data integrity checks that are not slow; undefined where the instance cannot. */
  checkIntegrity(signal: AbortSignal): Promise<IntegrityCounts | undefined>;
  /** Makes the view of an SQL view in the database, anew where it is there. A query that does not run is an outcome. */
  executeSqlView(uid: Uid, signal: AbortSignal): Promise<TaskOutcome>;
}

/** Of something that needs no upkeep: an archive. */
export const noMaintenance: Maintenance = {
  run: async () => ({ succeeded: true, message: '' }),
  checkIntegrity: async () => undefined,
  executeSqlView: async () => ({ succeeded: true, message: '' }),
};
