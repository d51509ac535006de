import type { InstanceReader } from '../../model/instance.ts';
import type { Ledger } from '../../model/ledger.ts';
import type { RunOptions } from '../run-context.ts';
import { findChosen } from './find-chosen.ts';
import { type Chosen, chosenSchema } from './selection-choice.ts';

const key = 'selection/chosen';

/**
 * What the run was told to carry, found on the source once: a resumed run goes by what was found then. Undefined where
 * everything is carried.
 * @throws PlatformError as `findChosen`.
 */
export async function openSelection(run: {
  readonly source: InstanceReader;
  readonly ledger: Ledger;
  readonly options: RunOptions;
  readonly signal: AbortSignal;
}): Promise<Chosen | undefined> {
  const { selection } = run.options;
  if (selection === undefined) return undefined;
  const known = await loadChosen(run.ledger);
  if (known !== undefined) return known;
  const chosen = await findChosen(run.source, selection, run.signal);
  await run.ledger.finishChunk({ stage: 'plan', key, counts: {}, findings: [], facts: { chosen } });
  return chosen;
}

async function loadChosen(ledger: Ledger): Promise<Chosen | undefined> {
  for await (const chunk of ledger.chunkFacts('plan')) {
    if (chunk.key === key) return chosenSchema.parse(chunk.facts.chosen);
  }
  return undefined;
}
