/**
 * Where an archive lies: named blobs of bytes. A directory is one; an object store will be another. Names are relative,
 * with slashes, and made of letters, digits and `.`, `-`, `_`, `%` only.
 */
export interface BlobStorage {
  /** What people are told of it: the directory's path. */
  readonly address: string;
  /** Stores a blob whole or not at all, over one of the same name: whoever reads sees the old or the new, never a part. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** The blob; undefined where there is none of that name. */
  get(name: string): Promise<Buffer | undefined>;
  /** The names of all blobs that begin so, in any order. */
  list(prefix: string): AsyncIterable<string>;
  /** Moves a blob over another of that name, if there is one. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a blob; one that is not there is no failure. */
  remove(name: string): Promise<void>;
}
