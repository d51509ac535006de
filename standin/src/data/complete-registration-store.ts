import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';

/** That a data set was completed for a period, an organisation unit and an attribute option combo. */
export interface CompleteDataSetRegistration {
  readonly dataSet: string;
  readonly period: string;
  readonly organisationUnit: string;
  readonly attributeOptionCombo: string;
  /** `yyyy-MM-dd`. */
  readonly date: string;
  /** The same with its time, which no answer tells and which `created=` is compared with (seen on 2.42.4.1); midnight when absent. */
  readonly moment?: number;
  readonly storedBy: string;
  readonly lastUpdatedBy: string;
  readonly completed: boolean;
}

/** The registrations of an instance by key. */
export const registrationsOf = instanceState(() => new Map<string, CompleteDataSetRegistration>());

/** The key of a registration. */
export function registrationKey(
  registration: Pick<CompleteDataSetRegistration, 'dataSet' | 'period' | 'organisationUnit' | 'attributeOptionCombo'>,
): string {
  const { dataSet, period, organisationUnit, attributeOptionCombo } = registration;
  return `${dataSet}|${period}|${organisationUnit}|${attributeOptionCombo}`;
}

/** Adds or replaces a registration. */
export function markComplete(instance: Instance, registration: CompleteDataSetRegistration): void {
  registrationsOf(instance).set(registrationKey(registration), registration);
}
