import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';

/** Why an object has no counterpart, or a row of a table says nothing. */
export const mappingProblems = ['unmapped', 'doubled', 'ambiguous', 'unknown'] as const;
/**
 * - `unmapped`: an object of the source for which nothing of the target was found.
 * - `doubled`: several objects of the source have the same key, or the same counterpart.
 * - `ambiguous`: several objects of the target have the key.
 * - `unknown`: a row of a table names nothing on one of the sides.
 */
export type MappingProblemKind = (typeof mappingProblems)[number];

export interface MappingProblem {
  readonly kind: MappingProblemKind;
  readonly type: MetadataType;
  /** The object of the source; absent for a row that names none. */
  readonly uid?: Uid | undefined;
  /** What people recognise it by: its name, or the words of the row. */
  readonly name: string;
  /** The key that was compared, or where in a table it stands. */
  readonly detail: string;
}

/** Who stands for whom, and what could not be found. */
export interface ResolvedMapping {
  readonly types: readonly MetadataType[];
  /** Source UID → target UID, also where both are the same. */
  readonly pairs: ReadonlyMap<Uid, Uid>;
  /** Number of objects with a counterpart, by type. */
  readonly mapped: ReadonlyMap<MetadataType, number>;
  readonly problems: readonly MappingProblem[];
}
