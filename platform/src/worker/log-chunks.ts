import { addCounts, noCounts } from '../model/counts.ts';
import type { FinishedChunk } from '../model/ledger.ts';
import type { Log } from '../model/log.ts';

/** A line for each chunk by its number, with what became of its objects. Its key stays out: it may hold the name of a user or a key of a store. */
export function logChunks(log: Log, run: number): (chunk: number, finished: FinishedChunk) => void {
  return (chunk, { stage: step, counts, findings }) => {
    const sum = Object.values(counts).reduce(addCounts, noCounts);
    log.info({ run, step, chunk, ...sum, findings: findings.length }, 'chunk');
  };
}
