import { z } from 'zod';
import type { CompleteDataSetRegistration } from '../../model/data-value.ts';
import type { ValueImportReport } from '../../model/import-report.ts';
import type { CompletenessSlice, ValueImportOptions } from '../../model/instance.ts';
import type { ArchiveContent } from './archive-content.ts';
import { createPeriodFilter } from './period-days.ts';
import { importPlaced, readPlaced } from './placed-rows.ts';

const registrationSchema = z.object({
  dataSet: z.string(),
  period: z.string(),
  organisationUnit: z.string(),
  attributeOptionCombo: z.string(),
  date: z.string().optional(),
  storedBy: z.string().optional(),
  lastUpdated: z.string().optional(),
  lastUpdatedBy: z.string().optional(),
  completed: z.boolean().optional(),
});

/** Registrations of one data set, in the order of org units. */
export async function* readCompleteness(
  content: ArchiveContent,
  { dataSet, orgUnits, children, startDate, endDate }: CompletenessSlice,
  signal: AbortSignal,
): AsyncGenerator<CompleteDataSetRegistration> {
  const isInside = createPeriodFilter(startDate, endDate);
  const selection = { parts: [dataSet], orgUnits, children };
  for await (const { value } of readPlaced(content, 'completeDataSetRegistrations', selection, signal)) {
    const registration = registrationSchema.parse(value);
    if (isInside(registration.period)) yield registration;
  }
}

export function importCompleteness(
  content: ArchiveContent,
  registrations: readonly CompleteDataSetRegistration[],
  options: ValueImportOptions,
): Promise<ValueImportReport> {
  return importPlaced(content, registrations, writing, options);
}

const writing = {
  ofClass: 'completeDataSetRegistrations',
  partType: 'dataSets',
  partOf: ({ dataSet }: CompleteDataSetRegistration) => dataSet,
  orgUnitOf: ({ organisationUnit }: CompleteDataSetRegistration) => organisationUnit,
} as const;
