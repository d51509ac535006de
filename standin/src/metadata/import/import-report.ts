import type { WebMessage } from '../../web-message.ts';
import { responseTypeOf, webMessage } from '../../web-message.ts';

/** One error of one object (API.md §4.4). */
export interface ErrorReport {
  message: string;
  mainKlass: string;
  errorCode: string;
  mainId?: string;
  errorKlass?: string;
  errorProperty?: string;
  errorProperties: readonly unknown[];
  /** From 2.41 on. */
  args?: readonly string[];
}

/** The errors of one object, by its place in the payload. */
export interface ObjectReport {
  klass: string;
  index: number;
  uid: string;
  displayName?: string;
  errorReports: ErrorReport[];
}

/** How many objects went which way. */
export interface Stats {
  created: number;
  updated: number;
  deleted: number;
  ignored: number;
  total: number;
}

/** What happened to the objects of one type. */
export interface TypeReport {
  klass: string;
  stats: Stats;
  objectReports: ObjectReport[];
}

/** What happened to a payload. */
export interface ImportReport {
  status: 'OK' | 'WARNING' | 'ERROR';
  typeReports: TypeReport[];
  stats: Stats;
}

/** Adds numbers up; `total` is their sum. */
export function statsOf(part: Partial<Omit<Stats, 'total'>>): Stats {
  const { created = 0, updated = 0, deleted = 0, ignored = 0 } = part;
  return { created, updated, deleted, ignored, total: created + updated + deleted + ignored };
}

/** The sum over all types. */
export function summedStats(reports: readonly TypeReport[]): Stats {
  const sum = (key: keyof Omit<Stats, 'total'>): number => reports.reduce((all, { stats }) => all + stats[key], 0);
  return statsOf({
    created: sum('created'),
    updated: sum('updated'),
    deleted: sum('deleted'),
    ignored: sum('ignored'),
  });
}

const REFUSED = 'One or more errors occurred, please see full details in import report.';

/** Wraps a report as the answer: 200 when all is well, else 409 with `status` WARNING (API.md §4.4). */
export function reportMessage(minor: number, report: ImportReport): WebMessage {
  const responseType = responseTypeOf(minor, 'ImportReport');
  const response = { responseType, ...report };
  if (report.status === 'OK') return webMessage(200, undefined, { response });
  return webMessage(409, REFUSED, { status: 'WARNING', response });
}

/** The answer to a write of one object: its own report only. */
export function objectMessage(
  minor: number,
  code: number,
  klass: string,
  uid: string,
  errorReports: ErrorReport[] = [],
): WebMessage {
  const responseType = responseTypeOf(minor, 'ObjectReport');
  const response = { responseType, klass, uid, errorReports };
  return errorReports.length === 0
    ? webMessage(code, undefined, { response })
    : webMessage(code, REFUSED, { status: 'WARNING', response });
}
