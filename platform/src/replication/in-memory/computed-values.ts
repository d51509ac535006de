import type { DataValue } from '../../model/data-value.ts';
import type { WritableInstance } from '../../model/instance.ts';
import type { MetadataObject } from '../../model/metadata-object.ts';
import { exampleValues } from '../stages/data-values/example-values.ts';
import { createIsBelow, createValueInstance } from './value-instance.ts';

/** An instance that keeps no value: it has as many as it is asked for, each made when it is read. */
export interface ComputedValues extends WritableInstance {
  /** All of them, one after the other. */
  values(): Generator<DataValue>;
  /** How many were sent to it, which is all that it keeps of them. */
  taken(): number;
}

/** As many months of values as are wanted for each of the metadata's data elements and org units. */
export function createComputedValues(metadata: Record<string, MetadataObject[]>, months: number): ComputedValues {
  const isBelow = createIsBelow(metadata.organisationUnits ?? []);
  let taken = 0;
  return {
    ...createValueInstance({ release: '2.42.4.1', metadata }),
    values: () => exampleValues(metadata, months),
    taken: () => taken,
    async *readDataValues(slice, signal) {
      const isAsked = new Set(slice.dataElements);
      const dataElements = (metadata.dataElements ?? []).filter(({ id }) => isAsked.has(id));
      const organisationUnits = (metadata.organisationUnits ?? []).filter(({ id }) => isBelow(slice, id));
      let left = slice.limit ?? Number.POSITIVE_INFINITY;
      for (const value of exampleValues({ dataElements, organisationUnits }, months)) {
        signal.throwIfAborted();
        if (left-- <= 0) return;
        yield value;
      }
    },
    async importDataValues(posted, options) {
      if (options.validateOnly !== true) taken += posted.length;
      return { ...taker, imported: posted.length };
    },
  };
}

const taker = {
  status: 'OK',
  updated: 0,
  ignored: 0,
  deleted: 0,
  conflicts: [],
  rejectedIndexes: [],
  detailed: true,
  httpStatus: 200,
} as const;
