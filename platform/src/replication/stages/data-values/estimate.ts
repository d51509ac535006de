import type { RunContext } from '../../run-context.ts';
import { reread } from '../../slices/reread.ts';
import { readDataValueScope } from './data-value-rows.ts';
import { elementsPerRequest } from './stage.ts';

/** How many data values the source holds, as far as a short look tells. */
export interface DataValueEstimate {
  readonly values: number;
  /** False where there are more than were counted: `values` is then a lower bound. */
  readonly isComplete: boolean;
}

const valuesPerLook = 20_000;
const looks = 25;

/**
 * Counts data values without reading them all: there is no endpoint that counts them (API.md §10, "Counting"), so each
 * look reads at most 20,000 values of some data elements, and there are at most 25 looks.
 */
export async function estimateDataValues(context: RunContext): Promise<DataValueEstimate> {
  const { rows, catalogue, readable } = await readDataValueScope(context);
  let values = 0;
  let left = looks;
  let isComplete = true;
  for (const area of catalogue.areas) {
    for (let at = 0; at < area.elements.length; at += elementsPerRequest) {
      if (left-- === 0) return { values, isComplete: false };
      const elements = area.elements.slice(at, at + elementsPerRequest);
      const part = { key: '', area: area.name, elements, orgUnits: readable.from, children: true };
      const count = await reread(() => countOf(rows.read('source', part, valuesPerLook, context.signal)));
      values += count;
      if (count === valuesPerLook) isComplete = false;
    }
  }
  return { values, isComplete };
}

async function countOf(items: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of items) count++;
  return count;
}
