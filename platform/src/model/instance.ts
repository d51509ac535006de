import type { ChangeReader } from './changes.ts';
import type { CompleteDataSetRegistration, DataValue, DataValueSlice } from './data-value.ts';
import type { EntryReader, EntryWriter } from './entry.ts';
import type { FileReader, FileWriter } from './file-resource.ts';
import type { ImportReport, ValueImportReport } from './import-report.ts';
import type { Maintenance } from './maintenance.ts';
import type { MetadataObject, MetadataPayload, MetadataType } from './metadata-object.ts';
import type { SchemaRegistry } from './schema.ts';
import type { TrackerObject, TrackerPayload, TrackerSelection, TrackerType } from './tracker-objects.ts';
import type { Uid } from './uid.ts';

/** Who and what an instance is, found when it was first spoken to. */
export interface InstanceFacts {
  /** The name that the user gave it. */
  readonly name: string;
  /** Base URL without a trailing slash, context path included; for an archive its directory. */
  readonly address: string;
  /** For example `2.42.4.1`. */
  readonly release: string;
  readonly systemId?: string | undefined;
  readonly systemName?: string | undefined;
  /** The instance's clock, in its own zone and without an offset, as `/api/system/info` says it. */
  readonly serverDate?: string | undefined;
  readonly serverTimeZone?: string | undefined;
  /** The instance's clock minus ours, in milliseconds. */
  readonly clockOffsetMs: number;
  /** When the certificate that the server showed ends, and who gave it; absent without TLS. */
  readonly certificate?: { readonly endsAt: Date; readonly issuer: string } | undefined;
  readonly account: AccountFacts;
  readonly schemas: SchemaRegistry;
  /** An archive: a directory that keeps what it is given, as it is given, and has no rules of its own. */
  readonly isArchive?: boolean | undefined;
  /** What an archive was made with: these types and classes, all when absent, and only a part of each where `isPart`. */
  readonly holds?: { readonly classes?: readonly string[] | undefined; readonly isPart: boolean } | undefined;
}

/** The account that Relais uses on an instance. */
export interface AccountFacts {
  readonly uid: Uid;
  readonly username: string;
  readonly authorities: readonly string[];
  readonly roles: readonly Uid[];
  readonly organisationUnits: readonly Uid[];
  readonly dataViewOrganisationUnits: readonly Uid[];
  readonly searchOrganisationUnits: readonly Uid[];
}

/**
 * Reading one instance: a port, because an archive of files is an instance too. Every method streams, ends with an
 * error if the instance could not be read to the end (never with fewer objects), and stops when `signal` does.
 */
export interface InstanceReader {
  readonly facts: InstanceFacts;
  /** What DHIS2 keeps beside metadata and data, by key. */
  readonly entries: EntryReader;
  /** Uploaded files: documents, pictures, and the files of values. */
  readonly files: FileReader;
  /** Objects of one type with everything they own, ordered by id. `uids` restricts to these, in any order. */
  readMetadata(type: MetadataType, options: ReadMetadataOptions): AsyncIterable<MetadataObject>;
  countMetadata(type: MetadataType, signal: AbortSignal): Promise<number>;
  readDataValues(slice: DataValueSlice, signal: AbortSignal): AsyncIterable<DataValue>;
  readCompleteness(slice: CompletenessSlice, signal: AbortSignal): AsyncIterable<CompleteDataSetRegistration>;
  /** Objects of one kind, flat (no nested children), ordered so that pages do not overlap. */
  readTracker(type: ListedTrackerType, selection: TrackerSelection, signal: AbortSignal): AsyncIterable<TrackerObject>;
  /** How many objects a selection holds, for estimates. */
  countTracker(type: ListedTrackerType, selection: TrackerSelection, signal: AbortSignal): Promise<number>;
  /** Whether a tracker object exists, wherever in the hierarchy; absent where a listing shows all there is. */
  hasTracker?(type: TrackerType, uid: Uid, signal: AbortSignal): Promise<boolean>;
  /** What changed since a moment; absent where nothing keeps dates. */
  readonly changes?: ChangeReader | undefined;
}

/** The kinds of tracker objects that DHIS2 lists by program; relationships are read from what they hang on. */
export type ListedTrackerType = Exclude<TrackerType, 'relationships'>;

export interface ReadMetadataOptions {
  readonly signal: AbortSignal;
  readonly uids?: readonly Uid[] | undefined;
  /** Only objects whose `lastUpdated` is not before, spelled as the instance spells it; not beside `uids`. */
  readonly changedSince?: string | undefined;
  /** DHIS2's field selection; everything owned, and periods of analytical objects, otherwise. */
  readonly fields?: string | undefined;
}

export interface CompletenessSlice {
  readonly dataSet: Uid;
  readonly startDate: string;
  readonly endDate: string;
  readonly orgUnits: readonly Uid[];
  readonly children: boolean;
}

/** Writing one instance: the other port. A refusal is a value (the report); a failure is thrown. Every write can be repeated. */
export interface InstanceWriter {
  readonly entries: EntryWriter;
  readonly files: FileWriter;
  readonly maintenance: Maintenance;
  importMetadata(payload: MetadataPayload, options: MetadataImportOptions): Promise<ImportReport>;
  importDataValues(values: readonly DataValue[], options: DataValueImportOptions): Promise<ValueImportReport>;
  importCompleteness(
    registrations: readonly CompleteDataSetRegistration[],
    options: ValueImportOptions,
  ): Promise<ValueImportReport>;
  importTracker(payload: TrackerPayload, options: TrackerImportOptions): Promise<ImportReport>;
  /** Has the target invite a user to choose a password; gives why it does not, where it refuses. */
  inviteUser(uid: Uid, signal: AbortSignal): Promise<{ readonly code: string; readonly message: string } | undefined>;
  /** Gives the account in use these org units, in addition to those it has, for capture, data view and search. */
  assignOrganisationUnits(uids: readonly Uid[], signal: AbortSignal): Promise<void>;
  /**
   * Waits until the instance may be believed again, once a connection: right after large writes real releases were seen to answer
   * as they did before. Absent where nothing is held in memory: an archive.
   */
  settle?(settling: Settling): Promise<void>;
  /** Told when a run has written all that it had to, right before it verifies. An archive closes its files then. */
  finish?(writing: FinishedWriting): Promise<void>;
}

/** How an instance is given time. */
export interface Settling {
  readonly signal: AbortSignal;
  /** Whether it is also asked to forget what it holds in memory; not by a run that writes nothing. */
  readonly clearsCaches: boolean;
}

/** What a run has written. */
export interface FinishedWriting {
  readonly signal: AbortSignal;
  /** Metadata types and classes of data that were carried; everything when absent. */
  readonly only?: readonly string[] | undefined;
  /** Whether only a part of these was carried: a subtree, a year. */
  readonly isPart: boolean;
}

export interface WriteOptions {
  readonly signal: AbortSignal;
  /** Ask the target what it would do, write nothing. */
  readonly validateOnly?: boolean | undefined;
}

export interface MetadataImportOptions extends WriteOptions {
  /** Imports without the server's own checks; for what it refuses although it holds it already (API.md §4.6, E4016). */
  readonly skipValidation?: boolean | undefined;
  readonly importStrategy?: 'CREATE_AND_UPDATE' | 'DELETE' | undefined;
  /** Leaves the sharing of what exists as it is, and gives what is new to the account alone. */
  readonly skipSharing?: boolean | undefined;
  /** The payload is one object, and goes through the endpoint of its type instead of the import of many. */
  readonly throughOwnEndpoint?: boolean | undefined;
}

export interface ValueImportOptions extends WriteOptions {
  /** DELETE removes what has the keys of what is sent. */
  readonly importStrategy?: 'CREATE_AND_UPDATE' | 'DELETE' | undefined;
  /** The payload is one object, and goes through the endpoint of its type instead of the import of many. */
  readonly throughOwnEndpoint?: boolean | undefined;
}

export interface DataValueImportOptions extends ValueImportOptions {
  /** From 2.43 on the target wants one body per data set. */
  readonly dataSet?: Uid | undefined;
  /**
   * The target was seen to hold none of these values: they need not be looked for before they are written. Where one is there all
   * the same, as one that was deleted, the answer is an error and some of the body may be stored.
   */
  readonly areAbsent?: boolean | undefined;
}

export interface TrackerImportOptions extends WriteOptions {
  readonly importStrategy?: 'CREATE_AND_UPDATE' | 'DELETE' | undefined;
  /** FULL when absent; SKIP takes data that the program's rules of today would refuse (superusers only, API.md §9.2). */
  readonly validationMode?: 'FULL' | 'FAIL_FAST' | 'SKIP' | undefined;
}

/** An instance that can be read and written. */
export type WritableInstance = InstanceReader & InstanceWriter;
