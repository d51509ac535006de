import { trimmed } from '../data/data-value-body.ts';
import type { Instance } from '../instance.ts';
import { isUid } from '../uid.ts';
import { WebMessageError } from '../web-message.ts';
import type { RelationshipItem } from './model.ts';
import { parseMoment } from './moment.ts';

/** A value of a payload; `null` asks for deletion. */
export interface PayloadValue {
  readonly id: string;
  readonly value: string | null;
  readonly storedBy: string | undefined;
  readonly providedElsewhere: boolean;
}

export interface PayloadNote {
  readonly note: string;
  readonly value: string;
  readonly storedBy: string | undefined;
}

interface PayloadObject {
  readonly uid: string;
  orgUnit: string | undefined;
  readonly geometry: unknown;
  readonly storedBy: string | undefined;
  readonly createdAtClient: number | undefined;
  readonly updatedAtClient: number | undefined;
}

export interface PayloadTrackedEntity extends PayloadObject {
  readonly kind: 'TRACKED_ENTITY';
  trackedEntityType: string | undefined;
  readonly inactive: boolean;
  readonly potentialDuplicate: boolean;
  readonly attributes: readonly PayloadValue[];
}

export interface PayloadEnrollment extends PayloadObject {
  readonly kind: 'ENROLLMENT';
  readonly trackedEntity: string | undefined;
  program: string | undefined;
  readonly status: string;
  readonly enrolledAt: number | undefined;
  readonly occurredAt: number | undefined;
  readonly completedAt: number | undefined;
  readonly followUp: boolean;
  attributeOptionCombo: string | undefined;
  readonly attributes: readonly PayloadValue[];
  readonly notes: readonly PayloadNote[];
}

export interface PayloadEvent extends PayloadObject {
  readonly kind: 'EVENT';
  program: string | undefined;
  programStage: string | undefined;
  enrollment: string | undefined;
  readonly status: string;
  readonly occurredAt: number | undefined;
  readonly scheduledAt: number | undefined;
  readonly completedAt: number | undefined;
  attributeOptionCombo: string | undefined;
  readonly attributeCategoryOptions: readonly string[];
  /** User name; an empty object in the payload means nobody. */
  readonly assignedUser: string | undefined;
  readonly dataValues: readonly PayloadValue[];
  readonly notes: readonly PayloadNote[];
}

export interface PayloadRelationship {
  readonly kind: 'RELATIONSHIP';
  readonly uid: string;
  readonly relationshipType: string | undefined;
  /** Every reference given for a side; exactly one is right. */
  readonly from: readonly RelationshipItem[];
  readonly to: readonly RelationshipItem[];
  readonly createdAtClient: number | undefined;
}

export type PayloadAny = PayloadTrackedEntity | PayloadEnrollment | PayloadEvent | PayloadRelationship;

/** A tracker payload, flat. */
export interface Payload {
  readonly trackedEntities: PayloadTrackedEntity[];
  readonly enrollments: PayloadEnrollment[];
  readonly events: PayloadEvent[];
  readonly relationships: PayloadRelationship[];
}

type Json = Readonly<Record<string, unknown>>;
const objects = (value: unknown): Json[] =>
  Array.isArray(value) ? value.filter((item): item is Json => typeof item === 'object' && item !== null) : [];

/**
 * Reads a payload, nested or flat, and flattens it; what is nested refers to what it stands in. An object without UID
 * gets one.
 * @throws WebMessageError 400 from 2.42 on for a malformed UID (API.md §9.1), in every release for a malformed date or
 * a status nobody knows.
 */
export function readPayload(instance: Instance, json: unknown): Payload {
  const body = (typeof json === 'object' && json !== null ? json : {}) as Json;
  const payload: Payload = { trackedEntities: [], enrollments: [], events: [], relationships: [] };
  const reader = createReader(instance, payload);
  for (const item of objects(body.trackedEntities)) reader.trackedEntity(item);
  for (const item of objects(body.enrollments)) reader.enrollment(item, undefined);
  for (const item of objects(body.events)) reader.event(item, undefined);
  for (const item of objects(body.relationships)) reader.relationship(item);
  return payload;
}

function createReader(instance: Instance, payload: Payload) {
  const uidOf = (value: unknown): string => {
    const text = trimmed(value);
    if (text === undefined) return instance.newUid();
    checkUid(instance, text);
    return text;
  };
  const base = (item: Json, uid: string) => ({
    uid,
    orgUnit: trimmed(item.orgUnit),
    geometry: item.geometry ?? undefined,
    storedBy: trimmed(item.storedBy),
    createdAtClient: parseMoment(item.createdAtClient),
    updatedAtClient: parseMoment(item.updatedAtClient),
  });
  const seen = new Set<string>();
  const reader = {
    trackedEntity(item: Json): void {
      const uid = uidOf(item.trackedEntity);
      payload.trackedEntities.push({
        kind: 'TRACKED_ENTITY',
        ...base(item, uid),
        trackedEntityType: trimmed(item.trackedEntityType),
        inactive: item.inactive === true,
        potentialDuplicate: item.potentialDuplicate === true,
        attributes: values(item.attributes, 'attribute'),
      });
      for (const inner of objects(item.enrollments)) reader.enrollment(inner, uid);
      for (const inner of objects(item.relationships)) reader.relationship(inner);
    },
    enrollment(item: Json, trackedEntity: string | undefined): void {
      const uid = uidOf(item.enrollment);
      payload.enrollments.push({
        kind: 'ENROLLMENT',
        ...base(item, uid),
        trackedEntity: trackedEntity ?? trimmed(item.trackedEntity),
        program: trimmed(item.program),
        status: readStatus(item.status, ENROLLMENT_STATUSES),
        enrolledAt: parseMoment(item.enrolledAt),
        occurredAt: parseMoment(item.occurredAt),
        completedAt: parseMoment(item.completedAt),
        followUp: item.followUp === true,
        attributeOptionCombo: trimmed(item.attributeOptionCombo),
        attributes: values(item.attributes, 'attribute'),
        notes: readNotes(item.notes, uidOf),
      });
      for (const inner of objects(item.events)) reader.event(inner, uid);
      for (const inner of objects(item.relationships)) reader.relationship(inner);
    },
    event(item: Json, enrollment: string | undefined): void {
      const uid = uidOf(item.event);
      payload.events.push({
        kind: 'EVENT',
        ...base(item, uid),
        program: trimmed(item.program),
        programStage: trimmed(item.programStage),
        enrollment: enrollment ?? trimmed(item.enrollment),
        status: readStatus(item.status, EVENT_STATUSES),
        occurredAt: parseMoment(item.occurredAt),
        scheduledAt: parseMoment(item.scheduledAt),
        completedAt: parseMoment(item.completedAt),
        attributeOptionCombo: trimmed(item.attributeOptionCombo),
        attributeCategoryOptions: (trimmed(item.attributeCategoryOptions) ?? '').split(/[;,]/).filter(Boolean),
        assignedUser: assignedUser(item.assignedUser),
        dataValues: values(item.dataValues, 'dataElement'),
        notes: readNotes(item.notes, uidOf),
      });
      for (const inner of objects(item.relationships)) reader.relationship(inner);
    },
    relationship(item: Json): void {
      const uid = uidOf(item.relationship);
      // A bidirectional link stands at both of its ends when it is nested; it counts once.
      if (seen.has(uid)) return;
      seen.add(uid);
      payload.relationships.push({
        kind: 'RELATIONSHIP',
        uid,
        relationshipType: trimmed(item.relationshipType),
        from: readItem(item.from),
        to: readItem(item.to),
        createdAtClient: parseMoment(item.createdAtClient),
      });
    },
  };
  return reader;
}

const ENROLLMENT_STATUSES = ['ACTIVE', 'COMPLETED', 'CANCELLED'];
const EVENT_STATUSES = ['ACTIVE', 'COMPLETED', 'VISITED', 'SCHEDULE', 'OVERDUE', 'SKIPPED'];

/** A status that the enumeration does not have fails the whole request, as every unknown constant does (API.md §2). */
function readStatus(value: unknown, known: readonly string[]): string {
  const status = trimmed(value) ?? 'ACTIVE';
  if (known.includes(status)) return status;
  throw new WebMessageError(
    400,
    `JSON parse error: Cannot deserialize value from String "${status}": not one of the values accepted for Enum class: [${known.join(', ')}]`,
  );
}

function checkUid({ minor }: Instance, text: string): void {
  if (minor < 42 || isUid(text)) return;
  const rule = 'UID must be an alphanumeric string of 11 characters starting with a letter.';
  throw new WebMessageError(
    400,
    `JSON parse error: Cannot construct instance of \`UID\`, problem: ${rule}, but was: ${text}`,
  );
}

function values(list: unknown, key: 'attribute' | 'dataElement'): PayloadValue[] {
  return objects(list).map((item) => ({
    id: trimmed(item[key]) ?? '',
    value: typeof item.value === 'string' ? item.value : (trimmed(item.value) ?? null),
    storedBy: trimmed(item.storedBy),
    providedElsewhere: item.providedElsewhere === true,
  }));
}

function readNotes(list: unknown, uidOf: (value: unknown) => string): PayloadNote[] {
  return objects(list).flatMap((item) => {
    const value = trimmed(item.value);
    return value === undefined ? [] : [{ note: uidOf(item.note), value, storedBy: trimmed(item.storedBy) }];
  });
}

function assignedUser(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? trimmed((value as Json).username) : undefined;
}

/** Both spellings of a side count: `{trackedEntity: {trackedEntity: uid}}` and `{trackedEntity: uid}`. */
function readItem(side: unknown): RelationshipItem[] {
  if (typeof side !== 'object' || side === null) return [];
  const json = side as Json;
  const types = [
    ['TRACKED_ENTITY', 'trackedEntity'],
    ['ENROLLMENT', 'enrollment'],
    ['EVENT', 'event'],
  ] as const;
  return types.flatMap(([type, name]) => {
    const value = json[name];
    const uid = trimmed(typeof value === 'object' && value !== null ? (value as Json)[name] : value);
    return uid === undefined ? [] : [{ type, uid }];
  });
}
