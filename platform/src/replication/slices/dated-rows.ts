import { createDatedSum } from '../proof/dated-sum.ts';
import type { SideMoments } from '../proof/moments.ts';
import { proofOfReading, type SliceProof } from '../proof/slice-proof.ts';
import type { Part } from './part.ts';
import type { RowClass, Side } from './row-class.ts';
import { createRowLanes } from './row-hash.ts';

/** A class of rows whose readings also sum up what each side has dated since a moment. */
export interface DatedRows<Row> {
  readonly rows: RowClass<Row>;
  /** The proof that a part leaves whose last readings found the same on both sides; undefined where its dates say nothing. */
  proofOf(part: Part, run: number): SliceProof | undefined;
  /** Forgets what was summed up of a part: it is done. */
  forget(part: Part): void;
}

/** The same rows; a reading that is given up leaves no sum, and one that begins anew another. */
export function datedRows<Row>(rows: RowClass<Row>, moments: SideMoments | undefined): DatedRows<Row> {
  const { dates } = rows;
  if (moments === undefined || dates === undefined) return { rows, proofOf: () => undefined, forget: () => undefined };
  const sums = new Map<string, string>();
  const nameOf = (side: Side, { key }: Part) => `${side} ${key}`;
  async function* read(side: Side, part: Part, limit: number | undefined, signal: AbortSignal): AsyncGenerator<Row> {
    const since = moments?.[side].ms ?? 0;
    const sum = createDatedSum(since);
    const lanes = createRowLanes();
    for await (const row of rows.read(side, part, limit, signal)) {
      const changedMs = rows.lastUpdatedOf(row);
      if (changedMs === undefined || changedMs >= since) {
        rows.hash(side, row, lanes);
        sum.add(lanes, changedMs);
      }
      yield row;
    }
    sums.set(nameOf(side, part), sum.text);
  }
  return {
    rows: { ...rows, read },
    proofOf(part, run) {
      const [source, target] = [sums.get(nameOf('source', part)), sums.get(nameOf('target', part))];
      const form = dates.formOf(part.elements);
      if (source === undefined || target === undefined || form === undefined) return undefined;
      return proofOfReading(run, form, moments, { source, target });
    },
    forget(part) {
      for (const side of ['source', 'target'] as const) sums.delete(nameOf(side, part));
    },
  };
}
