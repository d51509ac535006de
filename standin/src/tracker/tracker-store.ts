import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import type { Enrollment, Relationship, RelationshipItem, TrackedEntity, TrackerEvent } from './model.ts';

/** All tracker data of one instance. The maps keep the order of creation. */
export interface TrackerStore {
  readonly trackedEntities: Map<string, TrackedEntity>;
  readonly enrollments: Map<string, Enrollment>;
  readonly events: Map<string, TrackerEvent>;
  readonly relationships: Map<string, Relationship>;
  /** UIDs of notes, which are unique over the instance. */
  readonly notes: Set<string>;
  /** Who holds a value of an attribute: for the unique ones. */
  readonly holders: Map<string, Set<string>>;
  /** The enrollment that all events of an event program share (API.md §5.3). */
  dummyEnrollment(program: string): string;
  /** Relationships with an object at one end, the deleted ones too. */
  relationshipsOf(item: RelationshipItem): Relationship[];
  addRelationship(relationship: Relationship): void;
}

/** The tracker data of an instance. */
export const trackerOf = instanceState(createTrackerStore);

/** The key under which the holders of a unique value are kept. */
export function holderKey(attribute: string, value: string): string {
  return `${attribute}:${value}`;
}

function createTrackerStore(instance: Instance): TrackerStore {
  const relationships = new Map<string, Relationship>();
  const byItem = new Map<string, Relationship[]>();
  const dummies = new Map<string, string>();
  const itemKey = ({ type, uid }: RelationshipItem): string => `${type}:${uid}`;
  return {
    trackedEntities: new Map(),
    enrollments: new Map(),
    events: new Map(),
    relationships,
    notes: new Set(),
    holders: new Map(),
    dummyEnrollment(program) {
      const known = dummies.get(program) ?? instance.newUid();
      dummies.set(program, known);
      return known;
    },
    relationshipsOf: (item) => (byItem.get(itemKey(item)) ?? []).filter(({ uid }) => relationships.has(uid)),
    addRelationship(relationship) {
      relationships.set(relationship.uid, relationship);
      for (const key of new Set([itemKey(relationship.from), itemKey(relationship.to)])) {
        byItem.set(key, [...(byItem.get(key) ?? []), relationship]);
      }
    },
  };
}
