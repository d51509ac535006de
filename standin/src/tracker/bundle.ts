import { optionCodes } from '../data/data-set-index.ts';
import { defaultCategoryOptionCombo } from '../data/data-value-context.ts';
import { captureRoots, isWithin } from '../data/org-unit-tree.ts';
import { embeddedObjects, refId, refIds, textOf } from '../data/references.ts';
import type { Account, Instance, StoredObject } from '../instance.ts';
import { type MetadataFinder, metadataFinder, type TrackerImportParams } from './import-params.ts';
import type { Payload, PayloadAny, PayloadEnrollment, PayloadTrackedEntity } from './payload.ts';
import { holderKey, type TrackerStore, trackerOf } from './tracker-store.ts';

export type Strategy = 'CREATE' | 'UPDATE' | 'DELETE';

/** One import under way: what came, what is stored, and how to look things up. */
export interface Bundle {
  readonly instance: Instance;
  readonly account: Account;
  readonly params: TrackerImportParams;
  readonly payload: Payload;
  readonly store: TrackerStore;
  readonly find: MetadataFinder;
  readonly defaultCombo: StoredObject | undefined;
  readonly now: number;
  strategyOf(object: PayloadAny): Strategy;
  payloadTrackedEntity(uid: string): PayloadTrackedEntity | undefined;
  payloadEnrollment(uid: string): PayloadEnrollment | undefined;
  /** The enrollments of the payload for a tracked entity. */
  payloadEnrollmentsOf(trackedEntity: string): readonly PayloadEnrollment[];
  /** Who would hold which unique value after the import, gathered when first asked for. */
  givenHolders(): ReadonlyMap<string, ReadonlySet<string>>;
  isCaptured(orgUnit: string): boolean;
  isAssigned(program: StoredObject, orgUnit: string): boolean;
  hasOption(optionSet: string, code: string): boolean;
}

/** Prepares an import; fills in what the payload may leave out (EventProgramPreProcessor). */
export function createBundle(
  instance: Instance,
  account: Account,
  params: TrackerImportParams,
  payload: Payload,
): Bundle {
  const store = trackerOf(instance);
  const find = metadataFinder(instance, params);
  const trackedEntities = new Map(payload.trackedEntities.map((object) => [object.uid, object]));
  const enrollments = new Map(payload.enrollments.map((object) => [object.uid, object]));
  const roots = captureRoots(instance, account);
  const byEntity = Map.groupBy(payload.enrollments, ({ trackedEntity }) => trackedEntity ?? '');
  let holders: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  const captured = new Map<string, boolean>();
  const units = new Map<string, Set<string>>();
  const codes = new Map<string, Set<string>>();
  completeEvents(instance, store, find, payload);
  return {
    instance,
    account,
    params,
    payload,
    store,
    find,
    defaultCombo: defaultCategoryOptionCombo(instance),
    now: instance.now().getTime(),
    strategyOf: (object) => strategyOf(store, params, object),
    payloadTrackedEntity: (uid) => trackedEntities.get(uid),
    payloadEnrollment: (uid) => enrollments.get(uid),
    payloadEnrollmentsOf: (trackedEntity) => byEntity.get(trackedEntity) ?? [],
    givenHolders: () => {
      holders ??= gatherHolders(find, payload);
      return holders;
    },
    isCaptured: (orgUnit) => remember(captured, orgUnit, () => isWithin(instance, orgUnit, roots)),
    isAssigned: (program, orgUnit) =>
      remember(units, program.id, () => new Set(refIds(program.organisationUnits))).has(orgUnit),
    hasOption: (optionSet, code) => remember(codes, optionSet, () => optionCodes(instance, optionSet)).has(code),
  };
}

function gatherHolders(find: MetadataFinder, { trackedEntities }: Payload): Map<string, Set<string>> {
  const holders = new Map<string, Set<string>>();
  for (const { uid, attributes } of trackedEntities) {
    for (const { id, value } of attributes) {
      const attribute = find.attribute(id);
      if (value === null || attribute?.unique !== true) continue;
      remember(holders, holderKey(attribute.id, value), () => new Set<string>()).add(uid);
    }
  }
  return holders;
}

function remember<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}

function strategyOf(store: TrackerStore, { importStrategy }: TrackerImportParams, object: PayloadAny): Strategy {
  if (importStrategy !== 'CREATE_AND_UPDATE') return importStrategy;
  return storedOf(store, object) ? 'UPDATE' : 'CREATE';
}

/** The stored object of the same kind and UID. */
export function storedOf(store: TrackerStore, { kind, uid }: PayloadAny): { isDeleted: boolean } | undefined {
  if (kind === 'TRACKED_ENTITY') return store.trackedEntities.get(uid);
  if (kind === 'ENROLLMENT') return store.enrollments.get(uid);
  return kind === 'EVENT' ? store.events.get(uid) : store.relationships.get(uid);
}

/** An event may name only its stage, or in an event program only its program. */
function completeEvents(instance: Instance, store: TrackerStore, find: MetadataFinder, payload: Payload): void {
  for (const event of payload.events) {
    const stage = event.programStage === undefined ? undefined : find.programStage(event.programStage);
    if (event.program === undefined && stage) event.program = refId(stage.program);
    const program = event.program === undefined ? undefined : find.program(event.program);
    if (!program || isRegistration(program)) continue;
    if (event.programStage === undefined) event.programStage = stageOf(instance, program);
    event.enrollment = store.dummyEnrollment(program.id);
  }
}

function stageOf(instance: Instance, program: StoredObject): string | undefined {
  const [first] = refIds(program.programStages);
  if (first !== undefined) return first;
  for (const stage of instance.metadata.of('programStages').values()) {
    if (refId(stage.program) === program.id) return stage.id;
  }
  return undefined;
}

/** Whether a program enrolls tracked entities. */
export function isRegistration(program: StoredObject): boolean {
  return program.programType === 'WITH_REGISTRATION';
}

/** The attributes of a program or of a tracked entity type, and whether each is mandatory. */
export function attributesOf(object: StoredObject | undefined): Map<string, boolean> {
  const embedded = object?.programTrackedEntityAttributes ?? object?.trackedEntityTypeAttributes;
  const found = new Map<string, boolean>();
  for (const item of embeddedObjects(embedded)) {
    const uid = refId(item.trackedEntityAttribute);
    if (uid !== undefined) found.set(uid, item.mandatory === true);
  }
  return found;
}

/** A program's tracked entity type. */
export function trackedEntityTypeOf(program: StoredObject): string | undefined {
  return refId(program.trackedEntityType);
}

/** Whether two identifiers name the same metadata object under a finder. */
export function names(find: (id: string) => StoredObject | undefined, identifier: string, uid: string): boolean {
  return find(identifier)?.id === uid;
}

/** The value type of an attribute or data element. */
export function valueTypeOf(object: StoredObject): string {
  return textOf(object, 'valueType') ?? 'TEXT';
}
