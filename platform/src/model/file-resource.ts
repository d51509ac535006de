import type { Uid } from './uid.ts';

/** What a file is there for (API.md §6); it decides who may read it and whether its bytes are kept as they are. */
export type FileDomain = 'DATA_VALUE' | 'DOCUMENT' | 'ORG_UNIT' | 'USER_AVATAR' | 'ICON';

/** What an instance says of a file that it holds. What is stored under a UID never changes: a new picture is a new file. */
export interface FileResource {
  readonly uid: Uid;
  readonly name: string;
  readonly contentType: string;
  /** In bytes. */
  readonly contentLength: number;
  /** In hexadecimal digits. */
  readonly contentMd5: string;
  /** A `FileDomain`, or one that Relais does not copy. */
  readonly domain: string;
  /** Whether the content is there: storing goes on after the upload was answered, and may fail without another word. */
  readonly isStored: boolean;
}

/** What refers to a file: DHIS2 gives out the bytes of a value's file only to who names the value. */
export type FileHolder =
  /** A document, an org unit, a user or an icon: the file is given out under its own UID. */
  | { readonly kind: 'object' }
  | {
      readonly kind: 'dataValue';
      readonly dataElement: Uid;
      readonly period: string;
      readonly orgUnit: Uid;
      readonly categoryOptionCombo: Uid;
      readonly attributeOptionCombo: Uid;
    }
  | { readonly kind: 'event'; readonly event: Uid; readonly dataElement: Uid }
  | {
      readonly kind: 'trackedEntity';
      readonly trackedEntity: Uid;
      readonly attribute: Uid;
      readonly valueType: 'FILE_RESOURCE' | 'IMAGE';
      /** Needed where only the program has the attribute. */
      readonly program?: Uid | undefined;
    };

/** A file to be sent. */
export interface FileUpload {
  /** Kept by the target where it `keepsUids`. */
  readonly uid: Uid;
  readonly domain: FileDomain;
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** Why an instance did not give or take a file, in its words. */
export interface FileRefusal {
  /** DHIS2's error code, or `HTTP_` and the status where it gives none. */
  readonly code: string;
  readonly message: string;
}

/** The files of one instance, to read. */
export interface FileReader {
  /** Nothing where the instance has no such file. */
  find(uid: Uid, signal: AbortSignal): Promise<FileResource | undefined>;
  /** The whole content, in memory: at most `largestFile` bytes. A refusal is a value, a failure is thrown. */
  read(file: FileResource, holder: FileHolder, signal: AbortSignal): Promise<Buffer | FileRefusal>;
}

/** Writing files. Every write can be repeated. */
export interface FileWriter {
  /** Whether a file gets the UID that it has on the source; from 2.39 on. */
  readonly keepsUids: boolean;
  /** Whether images of this domain are drawn anew, so that other bytes are kept than were sent; from 2.41 on. */
  redraws(domain: FileDomain): boolean;
  /** Resolves when the file is stored, also when it was there before; or to why it is not. */
  upload(file: FileUpload, signal: AbortSignal): Promise<FileRefusal | undefined>;
}

/** Value types whose values are UIDs of files. */
export function isFileType(valueType: unknown): valueType is 'FILE_RESOURCE' | 'IMAGE' {
  return valueType === 'FILE_RESOURCE' || valueType === 'IMAGE';
}

/** Bytes of the largest file that is carried. DHIS2 takes 10 MB unless it was told otherwise (`max.file_upload_size`). */
export const largestFile = 100_000_000;

/** An instance without any. */
export const noFiles: FileReader & FileWriter = {
  keepsUids: true,
  redraws: () => false,
  find: async () => undefined,
  read: async () => ({ code: 'HTTP_404', message: 'no such file' }),
  upload: async () => undefined,
};
