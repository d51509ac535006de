/** An attribute of a tracked entity or an enrollment. */
export interface AttributeBody {
  readonly attribute: string;
  readonly value: string;
}

/** A value of an event. */
export interface EventValueBody {
  readonly dataElement: string;
  readonly value: string;
}

/** A note of an enrollment or an event; its UID survives an import (API.md §9.3). */
export interface NoteBody {
  readonly note: string;
  readonly value: string;
}

/** A point on the map, as GeoJSON. */
export interface PointBody {
  readonly type: 'Point';
  readonly coordinates: readonly [number, number];
}

/** An event as `POST /api/tracker` takes it (API.md §9.1). */
export interface EventBody {
  readonly event: string;
  readonly program: string;
  readonly programStage: string;
  readonly orgUnit: string;
  readonly status: 'ACTIVE' | 'COMPLETED' | 'SCHEDULE' | 'SKIPPED';
  readonly enrollment?: string;
  readonly occurredAt?: string;
  readonly scheduledAt?: string;
  readonly completedAt?: string;
  readonly attributeOptionCombo?: string;
  readonly assignedUser?: { readonly uid: string; readonly username: string };
  readonly geometry?: PointBody;
  readonly dataValues: readonly EventValueBody[];
  readonly notes: readonly NoteBody[];
}

/** An enrollment with its events. */
export interface EnrollmentBody {
  readonly enrollment: string;
  readonly program: string;
  readonly orgUnit: string;
  readonly status: 'ACTIVE' | 'COMPLETED' | 'CANCELLED';
  readonly enrolledAt: string;
  readonly occurredAt: string;
  readonly completedAt?: string;
  readonly followUp: boolean;
  readonly geometry?: PointBody;
  readonly attributes: readonly AttributeBody[];
  readonly events: readonly EventBody[];
  readonly notes: readonly NoteBody[];
}

/** A tracked entity with all that hangs on it. */
export interface TrackedEntityBody {
  readonly trackedEntity: string;
  readonly trackedEntityType: string;
  readonly orgUnit: string;
  readonly geometry?: PointBody;
  readonly attributes: readonly AttributeBody[];
  readonly enrollments: readonly EnrollmentBody[];
}

/** One end of a relationship: exactly one of the three. */
export type RelationshipEnd =
  | { readonly trackedEntity: { readonly trackedEntity: string } }
  | { readonly enrollment: { readonly enrollment: string } }
  | { readonly event: { readonly event: string } };

/** A relationship between two tracker objects that exist. */
export interface RelationshipBody {
  readonly relationship: string;
  readonly relationshipType: string;
  readonly from: RelationshipEnd;
  readonly to: RelationshipEnd;
}
