import { z } from 'zod';
import { PlatformError } from '../../../model/errors/platform-error.ts';
import type { Finding } from '../../../model/finding.ts';
import {
  type AfterwardsWord,
  type IntegrityCounts,
  type MaintenanceTask,
  maintenanceTasks,
  type TaskOutcome,
} from '../../../model/maintenance.ts';
import type { RunContext } from '../../run-context.ts';

/** Caches only: what costs a target minutes or hours, or makes objects that the source has not, is asked for. */
export const usualAfterwards: readonly AfterwardsWord[] = ['caches'];

const stage = 'afterwards';
const integrityFacts = z.object({
  counts: z.record(z.string(), z.number()).nullable(),
  /** Why there are none, where the target said so. */
  message: z.string().optional(),
});
const beforeKey = 'dataIntegrity/before';
const afterKey = 'dataIntegrity/after';
/** Checks that a sentence can name. */
const checksNamed = 5;

/** Counts the target's integrity problems before the first write, once a run. */
export async function lookBefore(context: RunContext): Promise<void> {
  if (!wanted(context).includes('dataIntegrity')) return;
  const finished = await context.ledger.finishedKeys(stage);
  if (!finished.has(beforeKey)) await keepIntegrity(context, beforeKey);
}

/** The upkeep of the target, where something was written to it. A task that fails is told, and ends nothing. */
export async function runAfterwards(context: RunContext): Promise<void> {
  const { ledger, progress, target, signal } = context;
  const finished = await ledger.finishedKeys(stage);
  const tasks = maintenanceTasks.filter((task) => wanted(context).includes(task) && !finished.has(task));
  for (const [index, task] of tasks.entries()) {
    signal.throwIfAborted();
    progress.advanced(stage, index, tasks.length, task);
    const outcome = await refusedOr<TaskOutcome>(
      () => target.maintenance.run(task, signal),
      ({ message }) => ({ succeeded: false, message }),
    );
    const findings = outcome.succeeded ? [] : [failureOf(task, outcome)];
    await ledger.finishChunk({ stage, key: task, counts: {}, findings, facts: { ...outcome } });
  }
  progress.advanced(stage, tasks.length, tasks.length, '');
  if (!wanted(context).includes('dataIntegrity') || finished.has(afterKey)) return;
  await keepIntegrity(context, afterKey);
  await tellIntegrity(context);
}

function wanted({ options }: RunContext): readonly AfterwardsWord[] {
  return options.afterwards ?? usualAfterwards;
}

/** A refusal is an outcome; a server that is gone stops the run, as everywhere. */
async function refusedOr<T>(ask: () => Promise<T>, refused: (error: PlatformError) => T): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof PlatformError && !error.retryable) return refused(error);
    throw error;
  }
}

function failureOf(task: MaintenanceTask, { message }: TaskOutcome): Finding {
  return { type: 'maintenance', key: task, cause: 'refused', code: 'MAINTENANCE_FAILED', message };
}

async function keepIntegrity({ ledger, target, signal }: RunContext, key: string): Promise<void> {
  const facts = await refusedOr(
    async () => ({ counts: (await target.maintenance.checkIntegrity(signal)) ?? null }),
    ({ message }) => ({ counts: null, message }),
  );
  await ledger.finishChunk({ stage, key, counts: {}, findings: [], facts });
}

/** What the checks found before and after, in one sentence. */
async function tellIntegrity({ ledger, progress }: RunContext): Promise<void> {
  const found = new Map<string, z.infer<typeof integrityFacts>>();
  for await (const { key, facts } of ledger.chunkFacts(stage)) {
    if (key === beforeKey || key === afterKey) found.set(key, integrityFacts.parse(facts));
  }
  const [before, after] = [found.get(beforeKey)?.counts, found.get(afterKey)?.counts];
  if (!before || !after) {
    const reason = found.get(afterKey)?.message ?? found.get(beforeKey)?.message;
    progress.noticed(stage, {
      fr: `l’intégrité des données de la cible n’a pas pu être contrôlée\u00A0: ${reason ?? 'sa propre tâche a échoué'}`,
      en: `the data integrity of the target could not be checked: ${reason ?? 'its own job failed'}`,
    });
    return;
  }
  const rise = (name: string) => (after[name] ?? 0) - (before[name] ?? 0);
  const worse = Object.keys(after)
    .filter((name) => rise(name) > 0)
    .sort((a, b) => rise(b) - rise(a));
  const named = worse.slice(0, checksNamed).map((name) => `${name} ${before[name] ?? 0} → ${after[name] ?? 0}`);
  const names = [...named, ...(worse.length > checksNamed ? [`+ ${worse.length - checksNamed}`] : [])].join(', ');
  const sum = (counts: IntegrityCounts) => Object.values(counts).reduce((all, count) => all + count, 0);
  progress.noticed(stage, {
    fr: `intégrité des données de la cible\u00A0: ${sum(before)} problèmes avant, ${sum(after)} après${names === '' ? '' : `\u00A0; en hausse\u00A0: ${names}`}`,
    en: `data integrity of the target: ${sum(before)} problems before, ${sum(after)} after${names === '' ? '' : `; more of: ${names}`}`,
  });
}
