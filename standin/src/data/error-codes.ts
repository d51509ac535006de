import { WebMessageError } from '../web-message.ts';

/** Texts of the error codes of data export and import, as the recorded releases send them. */
const MESSAGES: Readonly<Record<string, string>> = {
  E2001: 'At least one data element, data set or data element group must be specified',
  E2002: 'At least one period, start/end dates, last updated or last updated duration must be specified',
  E2003: 'Both periods and start/end date cannot be specified',
  E2004: 'Start date must be before end date',
  E2005: 'Duration is not valid: `{0}`',
  E2006: 'At least one organisation unit or organisation unit group must be specified',
  E2007: 'Organisation unit children cannot be included for organisation unit groups',
  E2008: 'At least one organisation unit must be specified when children are included',
  E2009: 'Limit cannot be less than zero: `{0}`',
  E2010: 'User is not allowed to read data for data set: `{0}`',
  E2011: 'User is not allowed to read data for attribute option combo: `{0}`',
  E2012: 'User is not allowed to view org unit: `{0}`',
  E2013: 'At least one data set must be specified',
  E2020: 'Organisation unit is not in the hierarchy of the current user: `{0}`',
  E2026: 'File resource already assigned or linked to a data value',
  E2027: 'File resource is invalid: `{0}`',
  E2029: 'Data value is not a valid option of the data element option set: `{0}`',
  E2030: 'Data value must match data element value type: `{0}`',
  E2032: 'Data value not found or not accessible',
  E2033: 'Follow-up must be specified',
  E1100: 'Data element not found or not accessible: `{0}`',
  E1101: 'Period is invalid: `{0}`',
  E1102: 'Organisation unit not found or not accessible: `{0}`',
  E1103: 'Category option combo not found or not accessible: `{0}`',
  E1104: 'Attribute option combo not found or not accessible: `{0}`',
};

/** Puts arguments into the places `{0}`, `{1}` … of a message. */
export function fillMessage(template: string, args: readonly unknown[]): string {
  return template.replace(/\{(\d)\}/g, (_all, index) => String(args[Number(index)] ?? 'null'));
}

/** A refusal with a code of its own; 409, as DHIS2 answers an illegal query (recorded: dv-export-no-params). */
export function refusal(errorCode: string, ...args: unknown[]): WebMessageError {
  return new WebMessageError(409, fillMessage(MESSAGES[errorCode] ?? errorCode, args), { errorCode });
}
