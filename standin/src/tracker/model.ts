/** The four kinds of tracker objects, in import order. */
export const TRACKER_TYPES = ['TRACKED_ENTITY', 'ENROLLMENT', 'EVENT', 'RELATIONSHIP'] as const;
export type TrackerType = (typeof TRACKER_TYPES)[number];

/** What the tracker calls a type in messages and in relationship items. */
export const TYPE_NAMES = {
  TRACKED_ENTITY: 'trackedEntity',
  ENROLLMENT: 'enrollment',
  EVENT: 'event',
  RELATIONSHIP: 'relationship',
} as const;

/** Who wrote a thing and when. Moments are milliseconds since 1970. */
export interface Provenance {
  createdAt: number;
  updatedAt: number;
  createdBy: string;
  updatedBy: string;
}

/** A value of an attribute or of a data element. */
export interface StoredValue extends Provenance {
  value: string;
  storedBy: string;
  providedElsewhere: boolean;
}

export interface Note {
  readonly note: string;
  readonly value: string;
  readonly storedBy: string | undefined;
  readonly storedAt: number;
  readonly createdBy: string;
}

interface Stored extends Provenance {
  readonly uid: string;
  orgUnit: string;
  geometry: unknown;
  storedBy: string | undefined;
  createdAtClient: number | undefined;
  updatedAtClient: number | undefined;
  isDeleted: boolean;
}

export interface TrackedEntity extends Stored {
  trackedEntityType: string;
  inactive: boolean;
  potentialDuplicate: boolean;
  /** By attribute; those of the type and of all programs together. */
  readonly attributes: Map<string, StoredValue>;
  readonly enrollments: string[];
  /** Owning organisation unit by program. */
  readonly owners: Map<string, string>;
}

export interface Enrollment extends Stored {
  readonly trackedEntity: string;
  readonly program: string;
  status: string;
  enrolledAt: number;
  occurredAt: number | undefined;
  followUp: boolean;
  completedAt: number | undefined;
  completedBy: string | undefined;
  /** Since 2.43. */
  attributeOptionCombo: string | undefined;
  readonly notes: Note[];
  readonly events: string[];
}

export interface TrackerEvent extends Stored {
  readonly program: string;
  readonly programStage: string;
  /** Of an event program: the enrollment that all its events share, a fact of the database up to 2.42. */
  readonly enrollment: string;
  readonly isSingle: boolean;
  status: string;
  occurredAt: number | undefined;
  scheduledAt: number | undefined;
  completedAt: number | undefined;
  completedBy: string | undefined;
  attributeOptionCombo: string;
  assignedUser: string | undefined;
  readonly dataValues: Map<string, StoredValue>;
  readonly notes: Note[];
}

/** One side of a relationship. */
export interface RelationshipItem {
  readonly type: 'TRACKED_ENTITY' | 'ENROLLMENT' | 'EVENT';
  readonly uid: string;
}

export interface Relationship extends Provenance {
  readonly uid: string;
  readonly relationshipType: string;
  readonly from: RelationshipItem;
  readonly to: RelationshipItem;
  readonly createdAtClient: number | undefined;
  isDeleted: boolean;
}
