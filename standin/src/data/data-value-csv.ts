import { parseCsv } from './csv.ts';
import type { DataValueSetBody } from './data-value-body.ts';

const COLUMNS = [
  'dataElement',
  'period',
  'orgUnit',
  'categoryOptionCombo',
  'attributeOptionCombo',
  'value',
  'storedBy',
  'lastUpdated',
  'comment',
  'followup',
  'deleted',
] as const;

/** Reads a data value set from CSV; columns go by place, as DHIS2 takes them. */
export function readCsvDataValueSet(text: string, hasHeader: boolean): DataValueSetBody {
  const rows = parseCsv(text);
  const values = (hasHeader ? rows.slice(1) : rows).map((fields) =>
    Object.fromEntries(COLUMNS.map((column, place) => [column, fields[place] || undefined])),
  );
  return { header: {}, values };
}
