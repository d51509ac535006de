import type { Account, Instance } from '../../instance.ts';
import { WebMessageError } from '../../web-message.ts';
import { deleteObject, deletionVeto } from '../deletion.ts';
import { idOf, type Json, jsonObjects } from '../json.ts';
import { type Bundle, type BundleObject, createBundle, errorReport } from './bundle.ts';
import { commitBundle } from './commit.ts';
import { checkConstants } from './constants.ts';
import type { ImportParams } from './import-params.ts';
import { type ImportReport, type ObjectReport, statsOf, summedStats, type TypeReport } from './import-report.ts';
import { beginTransaction, type Transaction } from './transaction.ts';
import { validateBundle } from './validate.ts';

/**
 * Imports a payload as `POST /api/metadata` does (API.md §4).
 * @throws WebMessageError when DHIS2 itself gives no report: an unknown constant, a refusal by the database.
 */
export function importMetadata(
  instance: Instance,
  account: Account,
  payload: Json,
  params: ImportParams,
): ImportReport {
  checkConstants(instance, payload);
  const bundle = createBundle(instance, account, payload, params);
  validateBundle(bundle);
  const objects = [...bundle.types.values()].flat();
  const hasErrors = objects.some((object) => object.errors.length > 0);
  if (hasErrors && params.atomicMode === 'ALL') return report(bundle, 'ERROR', refusedStats);
  if (params.importMode === 'COMMIT') commit(bundle);
  const failed = objects.some((object) => object.errors.length > 0);
  return report(bundle, failed ? 'WARNING' : 'OK', importedStats);
}

function commit(bundle: Bundle): void {
  const transaction = beginTransaction(bundle.instance.metadata);
  try {
    if (bundle.params.importStrategy === 'DELETE') deleteBundle(bundle, transaction);
    else {
      refuseTransientDataSets(bundle);
      commitBundle(bundle, transaction);
    }
  } catch (error) {
    transaction.rollback();
    throw error;
  }
}

/** From 2.41 on a veto is that object's error; before, the first one ends the request (API.md §4.5). */
function deleteBundle({ instance, account, types }: Bundle, transaction: Transaction): void {
  for (const [schema, objects] of types) {
    for (const object of objects) {
      const existing = object.removed ? undefined : instance.metadata.find(schema.plural, object.uid);
      if (!existing) continue;
      const veto = deletionVeto(instance, schema, existing);
      if (veto === undefined) {
        deleteObject(instance, transaction, schema, existing, account.username);
        continue;
      }
      const message = vetoMessage(veto);
      if (instance.minor <= 40) throw new WebMessageError(409, message, { errorCode: 'E4030' });
      object.errors.push(errorReport(object, 'E4030', message));
      object.removed = true;
    }
  }
}

/** What DHIS2 says of an object that something else needs. */
export function vetoMessage(klass: string): string {
  return `Object could not be deleted because it is associated with another object: ${klass}`;
}

/**
 * With atomicMode=NONE a real server dies when new data elements and a new data set travel together and the data set's
 * elements name their data set, as exports do: Hibernate meets the half-made data set of that reference (issue #3).
 */
function refuseTransientDataSets({ params, types, index }: Bundle): void {
  const newOnes = (singular: string): BundleObject[] => {
    const schema = index.bySingular.get(singular);
    return ((schema && types.get(schema)) ?? []).filter((object) => !object.existing && !object.removed);
  };
  if (params.atomicMode !== 'NONE' || newOnes('dataElement').length === 0) return;
  const names = (object: BundleObject): boolean =>
    jsonObjects(object.payload.dataSetElements).some((element) => idOf(element.dataSet) !== undefined);
  if (!newOnes('dataSet').some(names)) return;
  const message = 'not-null property references a null or transient value : org.hisp.dhis.dataset.DataSet.periodType';
  throw new WebMessageError(500, message);
}

type Counted = ReturnType<typeof statsOf>;

function report(
  bundle: Bundle,
  status: ImportReport['status'],
  count: (bundle: Bundle, objects: readonly BundleObject[]) => Counted,
): ImportReport {
  // Reports are made by the validation: without it there are none (recorded: files).
  const typeReports: TypeReport[] = bundle.params.skipValidation
    ? []
    : [...bundle.types].map(([schema, objects]) => ({
        klass: schema.klass,
        stats: count(bundle, objects),
        objectReports: objectReports(bundle, objects),
      }));
  return { status, typeReports, stats: summedStats(typeReports) };
}

/** A refused payload counts an object with a bad reference twice: once as bad, once as not written (recorded). */
function refusedStats(_bundle: Bundle, objects: readonly BundleObject[]): Counted {
  const twice = objects.filter((object) => object.hasBadReference && !object.removed).length;
  return statsOf({ ignored: objects.length + twice });
}

function importedStats({ params }: Bundle, objects: readonly BundleObject[]): Counted {
  const accepted = objects.filter((object) => !object.removed);
  const ignored = objects.length - accepted.length;
  if (params.importStrategy === 'DELETE') return statsOf({ deleted: accepted.length, ignored });
  const updated = accepted.filter((object) => object.existing).length;
  return statsOf({ created: accepted.length - updated, updated, ignored });
}

function objectReports({ instance, params }: Bundle, objects: readonly BundleObject[]): ObjectReport[] {
  const isFull = params.importReportMode === 'FULL' || params.importReportMode === 'DEBUG';
  const shown = isFull ? objects : objects.filter((object) => object.errors.length > 0);
  return shown.map(({ schema, index, uid, errors, payload }) => ({
    klass: schema.klass,
    index,
    uid,
    ...(params.importReportMode === 'DEBUG' ? { displayName: String(payload.name ?? '') } : {}),
    errorReports: errors.map(({ args, ...error }) => (instance.minor >= 41 ? { ...error, args: args ?? [] } : error)),
  }));
}
