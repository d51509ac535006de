import { type FinishedSpan, spanOfRun } from '../model/tracing.ts';
import { loadRun, type Run } from '../store/run.ts';
import { listStages } from '../store/stage.ts';
import type { WorkerParts } from './worker-parts.ts';

/** Tells the spans of a run that has ended and of its steps, under which the pieces of all workers lie already. */
export async function tellRunSpans(
  { database, tellSpan }: Pick<WorkerParts, 'database' | 'tellSpan'>,
  { id }: Pick<Run, 'id'>,
): Promise<void> {
  if (tellSpan === undefined) return;
  const run = await loadRun(database, id);
  const { startedAt = run.createdAt, finishedAt = new Date(), mode, state } = run;
  const parent = spanOfRun(run);
  const verdict = run.outcome?.verdict ?? state;
  const attributes = { 'relais.run': id, 'relais.mode': mode, 'relais.state': state, 'relais.verdict': verdict };
  tellSpan({ name: 'run', context: parent, startedAt, endedAt: finishedAt, attributes, isFailed: state === 'failed' });
  for (const stage of await listStages(database, id)) {
    const span: FinishedSpan = {
      ...{ name: `step ${stage.name}`, context: spanOfRun(run, stage.name), parent },
      ...{ startedAt: stage.startedAt, endedAt: stage.finishedAt ?? finishedAt },
      attributes: { 'relais.run': id, 'relais.step': stage.name },
      isFailed: false,
    };
    tellSpan(span);
  }
}
