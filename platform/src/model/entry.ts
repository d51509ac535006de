import { nothing } from './nothing.ts';
/**
 * Kinds of things that DHIS2 keeps beside its metadata and that have a key of their own: a store's entry, a setting, a
 * lock exception. Each name is a class of a run, beside the metadata types.
 */
export const entryKinds = [
  'dataStore',
  'userDataStore',
  'systemSettings',
  'settingTranslations',
  'userSettings',
  'configuration',
  'databaseLocales',
  'staticContent',
  'icons',
  'apps',
  'minMaxDataElements',
  'lockExceptions',
  'dataApprovals',
  'programOwners',
  'potentialDuplicates',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** One such thing. Two entries are the same when their keys are, and equal when their contents have one canonical text. */
export interface Entry {
  /** Unique within its kind, made of UIDs and names: `namespace/key`, `dataElement/orgUnit/categoryOptionCombo`. */
  readonly key: string;
  /** JSON. Bytes (an image, a style sheet) stand in it as base64. */
  readonly content: unknown;
}

/** An entry that an instance did not take, in its words. */
export interface EntryRefusal {
  readonly key: string;
  /** `refused` when absent; `impossible` where no instance of that release could ever take it. */
  readonly cause?: 'refused' | 'impossible' | undefined;
  /** DHIS2's error code, or `HTTP_` and the status where it gives none. */
  readonly code: string;
  readonly message: string;
}

export interface EntryWriteOptions {
  readonly signal: AbortSignal;
}

/** The entries of one instance, to read. Reading ends with an error when it could not be done to the end, never with less. */
export interface EntryReader {
  /** Kinds that this instance has, and lets one read and write. */
  readonly kinds: ReadonlySet<EntryKind>;
  /**
   * The slices in which a kind is read, named stably (a namespace, a username, a program); every entry is in exactly one.
   * One slice is compared in memory, so it must stay small where a kind is large.
   */
  slices(kind: EntryKind, signal: AbortSignal): AsyncIterable<string>;
  /** The entries of a slice; nothing where the instance does not have it. */
  read(kind: EntryKind, slice: string, signal: AbortSignal): AsyncIterable<Entry>;
  /**
   * Forgets what was looked up to read them (a hierarchy, workflows). Every run begins so: a connection may outlive many, and
   * what came between two of them would be passed over by the reading and by the verification alike.
   */
  forget(): void;
}

/** Writing entries. What is not refused has arrived; every write can be repeated. A failure is thrown. */
export interface EntryWriter {
  /** Creates or replaces entries of one slice. */
  write(
    kind: EntryKind,
    slice: string,
    entries: readonly Entry[],
    options: EntryWriteOptions,
  ): Promise<readonly EntryRefusal[]>;
  /** Removes entries; those that are not there are no refusal. */
  remove(
    kind: EntryKind,
    slice: string,
    entries: readonly Entry[],
    options: EntryWriteOptions,
  ): Promise<readonly EntryRefusal[]>;
}

/** An instance without any. */
export const noEntries: EntryReader & EntryWriter = {
  kinds: new Set(),
  slices: () => nothing(),
  read: () => nothing(),
  forget: () => undefined,
  write: async () => [],
  remove: async () => [],
};
