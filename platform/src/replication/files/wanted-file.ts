import type { FileDomain, FileHolder } from '../../model/file-resource.ts';
import type { Uid } from '../../model/uid.ts';

/** The class of files in counts, findings and `--only`; DHIS2's own plural. */
export const fileClass = 'fileResources';

/** A file that something on the way refers to. */
export interface WantedFile {
  readonly uid: Uid;
  readonly domain: FileDomain;
  /** What refers to it, by the source's UIDs. */
  readonly holder: FileHolder;
  /** What refers to it, as people and findings name it: `documents AbCdEfGhIjK`. */
  readonly heldBy: string;
}
