import type { Entry, EntryKind } from '../../model/entry.ts';
import type { Finding } from '../../model/finding.ts';
import type { StageName } from '../../model/ledger.ts';
import type { RunContext } from '../run-context.ts';
import type { KeyPart } from './entry-scope.ts';

/** How one kind of entries goes over. What is left out goes over as it is. */
export interface EntryClass {
  readonly kind: EntryKind;
  readonly stage: StageName;
  /** What each part of a key names, between slashes: a run that leaves that out does not carry the entry. */
  readonly keyParts?: readonly KeyPart[] | undefined;
  /** Whether a selection carries an entry whose key's parts it carries; it does when absent. Not asked where all is carried. */
  isCarried?(entry: Entry, context: RunContext): boolean | Promise<boolean>;
  /** Entries that are written together; 1 when absent. */
  readonly batch?: number | undefined;
  /** Slices that are at hand at a time; 1 when absent. Only where none depends on what is written of another. */
  readonly slicesAtOnce?: number | undefined;
  /**
   * An absent entry says something: that a setting is at its default. What only the target has is then a difference like
   * any other, and is removed; otherwise it is told, and left to the policy for deletions.
   */
  readonly absenceCounts?: boolean | undefined;
  /** The slice of the target that holds what this slice of the source does; the same name when absent. */
  targetSlice?(slice: string, context: RunContext): string;
  /** Why a whole slice of the source is left aside: it is counted, told once, and neither written nor compared. */
  asideSlice?(slice: string, context: RunContext): Promise<Aside | undefined>;
  /** The entry as the target should hold it, or why it is left aside; asked once for every entry of the source. */
  prepare?(entry: Entry, context: RunContext): PreparedEntry | Promise<PreparedEntry>;
  /**
   * What is compared of a content, on either side, after `prepare`; all of it when absent. The digest takes empty, null
   * and absent for one and the same: where they differ, give a text.
   */
  compared?(content: unknown, context: RunContext): unknown;
  /** What no entry of the kind keeps, told once with their number; they count as equal without it. */
  readonly lost?: Pick<Finding, 'code' | 'message'> | undefined;
  /** Whether an entry that only the target has belongs to the target and is not even told. */
  isTargetsOwn?(entry: Entry, context: RunContext): boolean;
}

/** Why something does not go over. */
export type Aside = Pick<Finding, 'code' | 'message'> & { readonly cause: 'skipped' | 'impossible' | 'refused' };

/** Something of an entry that cannot come along, while the entry does. */
export type EntryLoss = Pick<Finding, 'cause' | 'code' | 'message'>;

export type PreparedEntry =
  | { readonly entry: Entry; readonly losses?: readonly EntryLoss[] | undefined }
  | { readonly aside: Aside };
