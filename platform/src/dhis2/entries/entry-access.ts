import type { Entry, EntryRefusal, EntryWriteOptions } from '../../model/entry.ts';
import type { Client } from '../client.ts';

/** How one kind of entries is reached over the Web API: a file beside this one for each kind. */
export interface EntryAccess {
  /** Whether the release of this instance has the kind at all. */
  isOffered(client: Client): boolean;
  slices(client: Client, signal: AbortSignal): AsyncIterable<string>;
  /** Ends with an error when the reading could not be done to the end; nothing where the slice does not exist. */
  read(client: Client, slice: string, signal: AbortSignal): AsyncIterable<Entry>;
  /** Forgets what was looked up for reading; absent where nothing is kept. */
  forget?(client: Client): void;
  write(
    client: Client,
    slice: string,
    entries: readonly Entry[],
    options: EntryWriteOptions,
  ): Promise<readonly EntryRefusal[]>;
  remove(
    client: Client,
    slice: string,
    entries: readonly Entry[],
    options: EntryWriteOptions,
  ): Promise<readonly EntryRefusal[]>;
}
