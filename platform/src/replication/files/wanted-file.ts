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

/**
 * Up to 2.40 pictures of attributes are drawn anew for whoever reads them. All else has to be the very file: 2.42.4.1 answers
 * `/api/tracker/events/{event}/dataValues/{dataElement}/file` with the file of the newest event that has one, whichever event
 * is named (JdbcEventStore leaves out the condition on the event beside a filter by data element).
 */
export function isDrawnAnew({ holder }: Pick<WantedFile, 'holder'>): boolean {
  return holder.kind === 'trackedEntity' && holder.valueType === 'IMAGE';
}
