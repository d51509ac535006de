import type { Account, Instance } from '../instance.ts';
import { type Bundle, createBundle, type Strategy } from './bundle.ts';
import type { TrackerImportParams } from './import-params.ts';
import { type Payload, type PayloadAny, readPayload } from './payload.ts';
import { saveEnrollment, saveEvent, saveRelationship, saveTrackedEntity } from './persist.ts';
import { removeEnrollment, removeEvent, removeRelationship, removeTrackedEntity } from './remove.ts';
import { bundleReport, type ImportReport, importReport, type ObjectOutcome } from './report.ts';
import { Reporter } from './reporter.ts';
import { validate } from './validate.ts';

/**
 * Imports a tracker payload (API.md §9.2, §9.3): all of it or, with `atomicMode=OBJECT`, what is valid of it.
 * @throws WebMessageError 400 for a malformed date or, from 2.42 on, UID.
 */
export function importTracker(
  instance: Instance,
  account: Account,
  params: TrackerImportParams,
  json: unknown,
): ImportReport {
  const payload = readPayload(instance, json);
  const bundle = createBundle(instance, account, params, payload);
  const reporter = new Reporter(instance.minor);
  if (!params.skipsValidation) validate(reporter, bundle);
  const total = inOrder(payload).length;
  if (reporter.count > 0 && params.atomicMode === 'ALL') {
    return importReport(params, reporter, { status: 'ERROR', ignored: total });
  }
  if (params.importMode === 'VALIDATE')
    return importReport(params, reporter, { status: 'OK', bundle: { typeReportMap: {} } });
  const outcomes = commit(bundle, reporter);
  return importReport(params, reporter, { status: 'OK', bundle: bundleReport(instance, outcomes) });
}

/** A payload's objects in import order: parents before what hangs on them, links last. */
function inOrder(payload: Payload): PayloadAny[] {
  return [...payload.trackedEntities, ...payload.enrollments, ...payload.events, ...payload.relationships];
}

function commit(bundle: Bundle, reporter: Reporter): ObjectOutcome[] {
  // The strategy of an object is what it was before the import began.
  const outcomes = inOrder(bundle.payload).map((object) => ({ object, strategy: bundle.strategyOf(object) }));
  const ordered = bundle.params.importStrategy === 'DELETE' ? [...outcomes].reverse() : outcomes;
  const results = new Map<PayloadAny, ObjectOutcome>();
  for (const { object, strategy } of ordered) {
    const isFixed = object.kind === 'RELATIONSHIP' && strategy === 'UPDATE';
    const isIgnored = isFixed || reporter.isInvalid(object.kind, object.uid);
    if (!isIgnored) apply(bundle, object, strategy);
    results.set(object, { type: object.kind, uid: object.uid, strategy: isIgnored ? undefined : strategy });
  }
  return outcomes.flatMap(({ object }) => results.get(object) ?? []);
}

function apply(bundle: Bundle, object: PayloadAny, strategy: Strategy): void {
  if (strategy === 'DELETE') REMOVERS[object.kind](bundle, object.uid);
  else if (object.kind === 'TRACKED_ENTITY') saveTrackedEntity(bundle, object);
  else if (object.kind === 'ENROLLMENT') saveEnrollment(bundle, object);
  else if (object.kind === 'EVENT') saveEvent(bundle, object);
  else saveRelationship(bundle, object);
}

const REMOVERS = {
  TRACKED_ENTITY: removeTrackedEntity,
  ENROLLMENT: removeEnrollment,
  EVENT: removeEvent,
  RELATIONSHIP: removeRelationship,
} as const;
