import type { ListedTrackerType } from './instance.ts';
import type { MetadataType } from './metadata-object.ts';
import type { Uid } from './uid.ts';

/** Something that an instance says it changed or deleted. The same mark twice is the same change. */
export interface ChangeMark {
  /** The metadata type or class that it belongs to. */
  readonly type: string;
  /** Unique within its type: a UID, or the key of a value. */
  readonly key: string;
  /** When, as the instance spells it; a deletion is told apart from a change of the same moment. */
  readonly at: string;
  /** Of an enrollment or event its program, of a tracked entity its type. */
  readonly within?: Uid | undefined;
}

/** What changed since a moment. */
export interface Changes {
  readonly marks: readonly ChangeMark[];
  /** There are more than were listed. */
  readonly isCut: boolean;
}

/** A question about changes. */
export interface ChangeQuestion {
  /** `yyyy-MM-ddTHH:mm:ss.SSS` by the instance's own clock, without an offset; what changed at that moment counts. */
  readonly since: string;
  /** So many marks at most: whoever asks only wants to know whether, not all of what. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/**
 * Asks one instance what changed, as cheaply as its API allows: one request a question, whatever the instance holds. Archives have
 * none: they keep no dates.
 */
export interface ChangeReader {
  /** The instance's clock, as metadata spell it. One request. */
  clock(signal: AbortSignal): Promise<string>;
  /** How many requests were sent so far to the instance, by whomever. */
  requestsSent(): number;
  /** `asOf` is the instance's clock, at the latest when it looked: what it does not tell happened later. */
  changedMetadata(
    types: readonly MetadataType[],
    question: ChangeQuestion,
  ): Promise<Changes & { readonly asOf: string }>;
  /** Metadata objects that were deleted, by the UID that they had. */
  deletedMetadata(question: ChangeQuestion): Promise<Changes>;
  /** Data values written or deleted, of these data sets and data elements, below these org units. */
  changedDataValues(
    of: ValuesPlace & { readonly dataElements: readonly Uid[] },
    question: ChangeQuestion,
  ): Promise<Changes>;
  /** Registrations as complete whose date is not before; withdrawn ones and those dated back are not among them (API.md §8.3). */
  changedRegistrations(of: ValuesPlace, question: ChangeQuestion): Promise<Changes>;
  /** For each data set a digest of the registrations of periods since a day; nothing of use where there were more than `limit`. */
  registrationDigests(
    of: ValuesPlace,
    question: { readonly startDate: string; readonly limit: number; readonly signal: AbortSignal },
  ): Promise<Changes>;
  /** Tracker objects written or deleted: tracked entities of one type; of enrollments and events all, or those of one program. */
  changedTracker(
    type: ListedTrackerType,
    of: { readonly trackedEntityType?: Uid | undefined; readonly program?: Uid | undefined },
    question: ChangeQuestion,
  ): Promise<Changes>;
  /** Whether events can only be asked for program by program. */
  readonly eventsNeedProgram: boolean;
  /**
   * How many members each object of a type holds that others can add without the object's date moving (`ChangeMark.at` is the number).
   * One request for all types.
   */
  memberCounts(members: readonly Members[], signal: AbortSignal): Promise<readonly ChangeMark[]>;
}

/** Where values are looked for; a request names them all. */
export interface ValuesPlace {
  readonly dataSets: readonly Uid[];
  readonly orgUnits: readonly Uid[];
}

/** A property of a metadata type that lists other objects. */
export interface Members {
  readonly type: MetadataType;
  readonly property: string;
}
