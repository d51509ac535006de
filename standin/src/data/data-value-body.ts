import { WebMessageError } from '../web-message.ts';

/** One data value as it stands in a body; every property is optional there. */
export interface DataValueEntry {
  readonly dataElement: string | undefined;
  readonly period: string | undefined;
  readonly orgUnit: string | undefined;
  readonly categoryOptionCombo: string | undefined;
  readonly attributeOptionCombo: string | undefined;
  readonly value: string | undefined;
  readonly comment: string | undefined;
  readonly storedBy: string | undefined;
  readonly created: string | undefined;
  readonly lastUpdated: string | undefined;
  readonly followup: boolean;
  readonly isDeleted: boolean;
}

/** A data value set: what is said once for all values, and the values. */
export interface DataValueSetBody {
  readonly header: Readonly<Record<string, unknown>>;
  readonly values: readonly unknown[];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads a data value set from JSON.
 * @throws WebMessageError 409 when it is no object or its values are no list.
 */
export function readDataValueSet(json: unknown): DataValueSetBody {
  if (!isObject(json)) throw new WebMessageError(409, 'Data value set must be a JSON object');
  const { dataValues = [], ...header } = json;
  if (!Array.isArray(dataValues)) throw new WebMessageError(409, 'dataValues must be a list');
  return { header, values: dataValues };
}

/** A scalar as text, without surrounding blanks; undefined when empty, as DHIS2 trims to null. */
export function trimmed(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() || undefined;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Reads one entry of `dataValues`. The flag is `followup` up to 2.42 and `followUp` from 2.43 on (2.43-observed.md). */
export function readEntry(raw: unknown, minor: number): DataValueEntry {
  const entry = isObject(raw) ? raw : {};
  const followup = minor >= 43 ? entry.followUp : (entry.followup ?? entry.followUp);
  return {
    dataElement: trimmed(entry.dataElement),
    period: trimmed(entry.period),
    orgUnit: trimmed(entry.orgUnit),
    categoryOptionCombo: trimmed(entry.categoryOptionCombo),
    attributeOptionCombo: trimmed(entry.attributeOptionCombo),
    value: trimmed(entry.value),
    comment: trimmed(entry.comment),
    storedBy: trimmed(entry.storedBy),
    created: trimmed(entry.created),
    lastUpdated: trimmed(entry.lastUpdated),
    followup: followup === true || followup === 'true',
    isDeleted: entry.deleted === true || entry.deleted === 'true',
  };
}
