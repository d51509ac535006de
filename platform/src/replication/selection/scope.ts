import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { PeriodRange } from './period-range.ts';

/**
 * What of both instances a run concerns. Everything else stays as it is: it is not compared, not told as extra, and never
 * deleted. Stages, deletions and verification ask it.
 */
export interface Scope {
  /** Whether nothing is left out: then nothing else need be asked. */
  readonly isEverything: boolean;
  /** Whether an object of the source is carried. */
  isSelected(type: MetadataType, uid: Uid): boolean;
  /**
   * Whether what hangs on an object of the source is carried: data, and entries that name it. More than `isSelected` where
   * only what changed since a date is carried: a value may have changed though its data element did not.
   */
  holdsDataOf(type: MetadataType, uid: Uid): boolean;
  /**
   * Whether an object of the target, by its own UID, is of the selection: the counterpart of a carried one, or one that only
   * the target has and that would be carried if the source had it (a rule of a selected program).
   */
  isSelectedOnTarget(type: MetadataType, uid: Uid): boolean;
  /** Whether what hangs on an object of the target, by its own UID, is of the selection. */
  holdsDataOfOnTarget(type: MetadataType, uid: Uid): boolean;
  readonly data: DataScope;
}

/** What of the data is carried; what is undefined restricts nothing. All UIDs are the source's. */
export interface DataScope {
  /** Programs whose tracker data is carried. */
  readonly programs?: ReadonlySet<Uid> | undefined;
  /** Data sets whose values and registrations are carried. */
  readonly dataSets?: ReadonlySet<Uid> | undefined;
  /** Tops of the subtrees whose data is carried; none lies below another. */
  readonly orgUnits?: readonly Uid[] | undefined;
  /** Days, inclusive. */
  readonly period?: PeriodRange | undefined;
  /** Only what changed since, in milliseconds since 1970. */
  readonly changedSince?: number | undefined;
  /** The same moment as the source's own objects spell it: by its clock, without an offset. */
  readonly changedSinceText?: string | undefined;
  /** Whether an earlier run brought all that did not change. */
  readonly isFollowing?: boolean | undefined;
}

/** The scope of a run that leaves nothing out. */
export const everything: Scope = {
  isEverything: true,
  isSelected: () => true,
  holdsDataOf: () => true,
  isSelectedOnTarget: () => true,
  holdsDataOfOnTarget: () => true,
  data: {},
};
