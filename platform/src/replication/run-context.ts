import type { Finding } from '../model/finding.ts';
import type { InstanceReader, WritableInstance } from '../model/instance.ts';
import type { Ledger, StageName } from '../model/ledger.ts';
import type { AfterwardsWord } from '../model/maintenance.ts';
import type { Uid } from '../model/uid.ts';
import type { DeletionBound, DeletionPolicy } from './deletions/deletion-policy.ts';
import type { MappingChoice } from './mapping/mapping-choice.ts';
import type { NewAccountPolicy } from './metadata/new-accounts.ts';
import type { ProvenRun } from './proof/proven-run.ts';
import type { SliceProof } from './proof/slice-proof.ts';
import type { Scope } from './selection/scope.ts';
import type { SelectionChoice } from './selection/selection-choice.ts';
import type { SharedStep } from './steps/step.ts';

/** How much of both sides a run reads. */
export const compareWords = ['changes', 'everything'] as const;
export type CompareWord = (typeof compareWords)[number];

/** What a user chose for a run. */
export interface RunOptions {
  /** Only these types or classes (`dataElements`, `dataValues`, `events` …); everything when absent. */
  readonly only?: readonly string[] | undefined;
  /** What to carry of all that: a program, a subtree, a year …, see `selection/`; everything when absent. */
  readonly selection?: SelectionChoice | undefined;
  /** Objects of the source for which others of the target stand, see `mapping/`; none when absent. */
  readonly mapping?: MappingChoice | undefined;
  /** Compare and ask the target, write nothing. */
  readonly dryRun: boolean;
  /** Policies for the same code, name, level or username under another UID, by type; see `identity/policies.ts`. */
  readonly identityPolicies?: Readonly<Record<string, 'map' | 'adopt' | 'rename' | 'refuse'>> | undefined;
  /** What becomes of accounts that are new on the target; disabled when absent. */
  readonly newAccounts?: NewAccountPolicy | undefined;
  /** `without` leaves sharing on the target as it is; `exact`, the usual, carries it over. */
  readonly sharing?: 'exact' | 'without' | undefined;
  /** The target's upkeep after the writing; see `stages/afterwards/`. Its caches are cleared when absent. */
  readonly afterwards?: readonly AfterwardsWord[] | undefined;
  /** Whether the target may fetch apps from the App Hub. */
  readonly installApps?: boolean | undefined;
  /** A folder with the archives of apps. */
  readonly appsFrom?: string | undefined;
  /** What becomes of what only the target has, by type, class or word; `*` for all others; `report` where nothing is said. */
  readonly deletions?: Readonly<Record<string, DeletionPolicy>> | undefined;
  /** How much may be deleted; see `deletions/deletion-bound.ts`. */
  readonly maxDeletions?: DeletionBound | undefined;
  /**
   * `everything` reads all of both sides; `changes`, the usual, leaves what an earlier run proved and neither side has dated a change of
   * since (decision 0029).
   */
  readonly compare?: CompareWord | undefined;
  /** Everything is compared when it was last so many days ago; 7 when absent. */
  readonly compareEveryDays?: number | undefined;
}

/** What watchers of a run are told; the command line draws bars from it. */
export interface ProgressSink {
  stageStarted(stage: StageName, expected?: number): void;
  /** `done` and `expected` are totals, not increments; `unit` is a metadata type or data class. */
  advanced(stage: StageName, done: number, expected: number | undefined, unit: string): void;
  stageFinished(stage: StageName, remark?: string): void;
  /** One sentence for people that is no finding: a pause, a slower pace, a server that came back. */
  noticed(stage: StageName, message: { fr: string; en: string }): void;
}

/** The UIDs that are spelled otherwise on the target: default category objects, mapped accounts, adopted levels. */
export interface IdentityMap {
  /** The target's UID for a source UID; the same UID where nothing maps it. */
  toTarget(uid: Uid): Uid;
  /** Replaces mapped UIDs inside expressions, forms and other texts. */
  rewriteText(text: string): string;
  readonly size: number;
  /** Whether org units were mapped by the user: their trees may then differ. */
  readonly mapsOrgUnits?: boolean | undefined;
}

/** Everything a stage needs. Stages are plain objects; their dependencies are arguments. */
export interface RunContext {
  readonly source: InstanceReader;
  readonly target: WritableInstance;
  readonly identity: IdentityMap;
  /** What the run carries, and what it leaves out and alone. */
  readonly scope: Scope;
  readonly ledger: Ledger;
  readonly progress: ProgressSink;
  readonly options: RunOptions;
  readonly signal: AbortSignal;
  /** Aborted when the work has to stop after the chunk at hand, and goes on later; see `steps/time-slice.ts`. */
  readonly timeSlice?: AbortSignal | undefined;
  /** Rows of an area from which on workers share it; the usual number (`slices/cut-pieces.ts`) when absent. */
  readonly rowsPerPiece?: number | undefined;
  /** An earlier run on top of which this one goes; absent where everything is compared. */
  readonly proven?: ProvenRun | undefined;
  /** Works while no other process does what has the same name to the same target; there is no other process when absent. */
  alone?<T>(what: 'newPeriods', signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** Objects of a type that the metadata stage could not bring over; what depends on them cannot arrive either. */
  isRefused(type: string, uid: Uid): boolean;
}

/** One kind of thing in a run. `run` may be repeated: what the ledger holds as finished is not done again. */
export interface Stage {
  readonly name: StageName;
  run(context: RunContext): Promise<void>;
  /** The same in pieces, where several workers can share it; looks up once what all of them need in this process. */
  share?(context: RunContext): Promise<SharedStep>;
}

/**
 * Compares classes on both sides by a second, independent reading, and yields what differs. `finished` are keys of slices, with
 * their type before them, that were compared in this verification already: they may be passed over.
 */
export type ClassVerifier = (context: RunContext, finished?: ReadonlySet<string>) => AsyncIterable<VerifiedSlice>;

/** The verification of some classes in pieces, as one of several workers has it open. */
export interface SharedVerification {
  /** The same pieces whoever asks, and whenever. */
  readonly pieces: readonly string[];
  /** Pieces that begin when all of those are done. */
  readonly afterwards?: readonly string[] | undefined;
  verify(piece: string, ...given: Parameters<ClassVerifier>): AsyncIterable<VerifiedSlice>;
}

/** One compared slice: how many objects were found equal, and what was not. */
export interface VerifiedSlice {
  readonly type: string;
  readonly key: string;
  readonly compared: number;
  readonly identical: number;
  /** Digest over the slice as read from each side; equal when nothing differs. */
  readonly sourceDigest: string;
  readonly targetDigest: string;
  /** Slices of one area and type sign the comparison by their sum (`slices/part-digest.ts`): it may be cut in any way. */
  readonly area?: string | undefined;
  /** How many of the findings are told one by one, by group (`slices/finding-groups.ts`). */
  readonly told?: Readonly<Record<string, number>> | undefined;
  readonly findings: readonly Finding[];
  /** By which reading it is known; absent where something differs, or dates say nothing. */
  readonly proof?: SliceProof | undefined;
  /** What a run on top of this one would have to tell again. */
  readonly losses?: readonly Finding[] | undefined;
}
