import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';

/** That a data set was completed for a period, an organisation unit and an attribute option combo. */
export interface CompleteDataSetRegistration {
  readonly dataSet: string;
  readonly period: string;
  readonly organisationUnit: string;
  readonly attributeOptionCombo: string;
  /** `yyyy-MM-dd`, also the `created` that a filter compares with. */
  readonly date: string;
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
