import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';

/** How many rows the data areas hold; each counts what it keeps. */
export interface RowCounts {
  dataValues(): number;
  events(): number;
  periods(): number;
}

const counters = instanceState<Partial<RowCounts>>(() => ({}));

/** Lets a data area say how much it holds, for `/api/dataSummary` and `/api/system/objectCounts`. */
export function countRows(instance: Instance, counts: Partial<RowCounts>): void {
  Object.assign(counters(instance), counts);
}

/** What the areas say; 0 where nobody counts. */
export function rowCountsOf(instance: Instance): RowCounts {
  const none = (): number => 0;
  return { dataValues: none, events: none, periods: none, ...counters(instance) };
}
