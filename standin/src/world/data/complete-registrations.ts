import type { Connection } from '../connection.ts';
import { isTakenWhole, refused } from '../connection.ts';
import type { FilledReport } from './data-values.ts';
import { addDays, lastDayOf } from './periods.ts';

const BODY_SIZE = 5000;

/** One registration as `POST /api/completeDataSetRegistrations` takes it (API.md §8.3). */
export interface CompleteRegistrationBody {
  readonly dataSet: string;
  readonly period: string;
  readonly organisationUnit: string;
  readonly attributeOptionCombo: string;
  readonly date: string;
  readonly storedBy: string;
  readonly completed: boolean;
}

/** A report of the world said to be complete, a few days after its period. */
export function registrationOf(report: FilledReport): CompleteRegistrationBody {
  return {
    dataSet: report.dataSet.id,
    period: report.period,
    organisationUnit: report.orgUnit.id,
    attributeOptionCombo: report.attributeOptionCombo,
    date: addDays(lastDayOf(report.period), 1 + (report.values.length % 20)),
    storedBy: 'saisie.region1',
    completed: true,
  };
}

/** @throws Error when the instance ignores one registration. */
export async function importRegistrations(
  connection: Connection,
  registrations: readonly CompleteRegistrationBody[],
): Promise<void> {
  const path = '/api/completeDataSetRegistrations?skipNotifications=true';
  for (let start = 0; start < registrations.length; start += BODY_SIZE) {
    const completeDataSetRegistrations = registrations.slice(start, start + BODY_SIZE);
    const reply = await connection.send('POST', path, { completeDataSetRegistrations });
    if (!isTakenWhole(reply)) throw refused(`POST ${path}`, reply);
  }
}
