import type { MetadataType } from './metadata-object.ts';
import type { TrackerType } from './tracker-objects.ts';
import type { Uid } from './uid.ts';

/** What the target did with the objects of one import. */
export interface ImportStats {
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  readonly ignored: number;
  readonly total: number;
}

export type ImportStatus = 'OK' | 'WARNING' | 'ERROR';

/** One object that the target refused or complained of. */
export interface ImportError {
  /** Plural type or tracker type where the reply names one. */
  readonly type?: MetadataType | TrackerType | undefined;
  /** The object complained of; absent where the target's reply names none. */
  readonly uid?: Uid | undefined;
  /** Position in the type's list of the payload, where the reply gives one. */
  readonly index?: number | undefined;
  /** DHIS2's code, for example `E5002`; `HTTP409` and the like where the reply had none. */
  readonly code: string;
  /** The server's own words. */
  readonly message: string;
  /** The property complained of. */
  readonly property?: string | undefined;
  /** The UID or value complained of, for example the missing reference. */
  readonly value?: string | undefined;
}

/**
 * The target's answer to one import, whatever its status code was. Metadata and tracker imports share this shape;
 * `errors` are refusals, `warnings` are complaints about objects that were taken.
 */
export interface ImportReport {
  readonly status: ImportStatus;
  readonly stats: ImportStats;
  readonly errors: readonly ImportError[];
  readonly warnings: readonly ImportError[];
  /** The wrapper's message, kept for a reply without an object report. */
  readonly message?: string | undefined;
  /** False when the reply carried no report at all (an internal error, a refused body): nothing is known of single objects. */
  readonly detailed: boolean;
  readonly httpStatus: number;
}

/** The target's answer to data values or completeness registrations (API.md §8.2). */
export interface ValueImportReport {
  readonly status: ImportStatus;
  readonly imported: number;
  readonly updated: number;
  readonly ignored: number;
  readonly deleted: number;
  readonly conflicts: readonly ValueConflict[];
  /** Positions in the sent list that were not taken, where the target says so. */
  readonly rejectedIndexes: readonly number[];
  readonly message?: string | undefined;
  readonly detailed: boolean;
  readonly httpStatus: number;
}

export interface ValueConflict {
  readonly code: string;
  readonly message: string;
  readonly property?: string | undefined;
  readonly value?: string | undefined;
  /** Positions in the sent list; empty where the target names none. */
  readonly indexes: readonly number[];
}
