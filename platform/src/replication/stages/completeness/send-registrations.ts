import type { CompleteDataSetRegistration } from '../../../model/data-value.ts';
import type { ValueConflict, ValueImportReport } from '../../../model/import-report.ts';
import type { Uid } from '../../../model/uid.ts';
import type { RunContext } from '../../run-context.ts';
import { importRows, type RefusedRow } from '../../slices/import-rows.ts';
import { judgeReport, type ReportVerdict } from '../../slices/judge-report.ts';
import type { Part } from '../../slices/part.ts';
import { reread } from '../../slices/reread.ts';
import type { RowClass } from '../../slices/row-class.ts';
import { createRowLanes } from '../../slices/row-hash.ts';
import { createRowTable } from '../../slices/row-table.ts';

type Registration = CompleteDataSetRegistration;
type RefusedRegistration = RefusedRow<Registration>;

const registrationsPerBody = 5_000;

/** So many registrations without a word of their own are sent alone to hear one; the others share the first one's. */
const sentAlone = 20;

/**
 * Brings registrations to the target, body by body. Its report names refused ones by no position, and complains of some
 * that it takes (API.md §8.3), so that after any doubt the part is read again: what is not there was refused.
 */
export async function sendRegistrations(
  context: RunContext,
  rows: RowClass<Registration>,
  registrations: readonly Registration[],
  part: Part,
): Promise<RefusedRegistration[]> {
  const conflicts: ValueConflict[] = [];
  let ignored = 0;
  const judge = (report: ValueImportReport, count: number): ReportVerdict => {
    if (!report.detailed) return judgeReport(report, count);
    ignored += report.ignored;
    if (conflicts.length < registrationsPerBody) conflicts.push(...report.conflicts);
    return { kind: 'taken' };
  };
  const refused: RefusedRegistration[] = [];
  for (let at = 0; at < registrations.length; at += registrationsPerBody) {
    const body = registrations.slice(at, at + registrationsPerBody);
    refused.push(...(await importRows(body, { send: (some) => importAll(context, some), judge })));
  }
  if (ignored === 0) return refused;
  const known = new Set(refused.map(({ row }) => row));
  const missing = (await findMissing(context, rows, registrations, part)).filter((row) => !known.has(row));
  return refused.concat(await findWords(context, missing, conflicts));
}

function importAll(
  { target, identity, signal }: RunContext,
  registrations: readonly Registration[],
): Promise<ValueImportReport> {
  const renamed = registrations.map((registration) => ({
    ...registration,
    dataSet: identity.toTarget(registration.dataSet),
    organisationUnit: identity.toTarget(registration.organisationUnit),
    attributeOptionCombo: identity.toTarget(registration.attributeOptionCombo),
  }));
  return target.importCompleteness(renamed, { signal });
}

async function findMissing(
  context: RunContext,
  rows: RowClass<Registration>,
  registrations: readonly Registration[],
  part: Part,
): Promise<Registration[]> {
  const lanes = createRowLanes();
  const table = await reread(async () => {
    const fresh = createRowTable();
    for await (const row of rows.read('target', part, undefined, context.signal)) {
      rows.hash('target', row, lanes);
      fresh.add(lanes);
    }
    return fresh;
  });
  return registrations.filter((row) => {
    rows.hash('source', row, lanes);
    return table.compare(lanes) !== 'equal';
  });
}

/** The words that name one of a registration's objects; else those of an import of it alone. */
async function findWords(
  context: RunContext,
  missing: readonly Registration[],
  conflicts: readonly ValueConflict[],
): Promise<RefusedRegistration[]> {
  const byObject = new Map(conflicts.map((conflict) => [conflict.value, conflict]));
  const refused: RefusedRegistration[] = [];
  let alone = 0;
  let heard: ValueConflict | undefined;
  for (const row of missing) {
    let conflict = namesOf(context, row).flatMap((name) => byObject.get(name) ?? [])[0];
    if (conflict === undefined && alone++ < sentAlone) {
      const report = await importAll(context, [row]);
      conflict = report.conflicts[0];
      heard ??= conflict;
      if (report.ignored === 0 && conflict === undefined) continue;
    }
    const { code, message } = conflict ??
      heard ?? { code: 'IGNORED', message: 'The target ignored it without a word.' };
    refused.push({ row, code, message });
  }
  return refused;
}

function namesOf({ identity }: RunContext, registration: Registration): (Uid | undefined)[] {
  const { organisationUnit, dataSet, attributeOptionCombo, period, storedBy } = registration;
  const uids = [organisationUnit, dataSet, attributeOptionCombo].map((uid) => identity.toTarget(uid));
  return storedBy === undefined ? [...uids, period] : [...uids, period, storedBy];
}
