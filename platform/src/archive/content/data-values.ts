import { z } from 'zod';
import type { DataValue, DataValueSlice } from '../../model/data-value.ts';
import type { ValueImportReport } from '../../model/import-report.ts';
import type { DataValueImportOptions } from '../../model/instance.ts';
import type { ArchiveContent } from './archive-content.ts';
import { createPeriodFilter } from './period-days.ts';
import { importPlaced, readPlaced } from './placed-rows.ts';

const dataValueSchema = z.object({
  dataElement: z.string(),
  period: z.string(),
  orgUnit: z.string(),
  categoryOptionCombo: z.string(),
  attributeOptionCombo: z.string(),
  value: z.string().optional(),
  comment: z.string().optional(),
  followup: z.boolean().optional(),
  deleted: z.boolean().optional(),
  storedBy: z.string().optional(),
  created: z.string().optional(),
  lastUpdated: z.string().optional(),
});

/** Data values by data element, in the order of org units. */
export async function* readDataValues(
  content: ArchiveContent,
  slice: DataValueSlice,
  signal: AbortSignal,
): AsyncGenerator<DataValue> {
  const selection = { parts: slice.dataElements, orgUnits: slice.orgUnits, children: slice.children };
  const isInside = createPeriodFilter(slice.startDate, slice.endDate);
  let left = slice.limit ?? Number.POSITIVE_INFINITY;
  if (left <= 0) return;
  for await (const { value } of readPlaced(content, 'dataValues', selection, signal)) {
    const row = dataValueSchema.parse(value);
    if (!isInside(row.period)) continue;
    if (row.deleted === true && slice.includeDeleted !== true) continue;
    yield row;
    left -= 1;
    if (left <= 0) return;
  }
}

/** Takes the values; those that are `deleted` are kept as such, so that the deletion goes on to where the archive is restored. */
export function importDataValues(
  content: ArchiveContent,
  values: readonly DataValue[],
  options: DataValueImportOptions,
): Promise<ValueImportReport> {
  return importPlaced(content, values, writing, options);
}

const writing = {
  ofClass: 'dataValues',
  partType: 'dataElements',
  partOf: ({ dataElement }: DataValue) => dataElement,
  orgUnitOf: ({ orgUnit }: DataValue) => orgUnit,
  whenDeleted: (value: DataValue): DataValue => ({ ...value, deleted: true }),
} as const;
