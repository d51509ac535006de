import type { Counts } from '../../../model/counts.ts';
import type { Finding } from '../../../model/finding.ts';
import type { TrackerObject } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import { copyFiles } from '../../files/copy-files.ts';
import type { ComparisonTable } from './comparison-table.ts';
import { dependsOnRefused } from './dependants.ts';
import { filesOf, mayHoldFiles, withoutFiles } from './file-values.ts';
import { uidOf } from './object-access.ts';
import type { TrackerSlice } from './tracker-slice.ts';
import type { TrackerWork } from './tracker-work.ts';

/** What the files of a window make of the objects that are to be sent. */
export interface WindowFiles {
  /** The objects to send, without the files that did not arrive. */
  readonly sent: TrackerObject[];
  /** Objects that go without a file, with the finding that tells it. */
  readonly without: ReadonlyMap<Uid, Finding>;
  /** Files that the target had before. */
  readonly present: ReadonlySet<Uid>;
  readonly counts: Partial<Counts> | undefined;
  readonly findings: readonly Finding[];
}

/** What of a window's plan its files depend on. */
export interface FilesPlan {
  readonly sent: TrackerObject[];
  readonly created: ReadonlySet<Uid>;
}

/**
 * Brings the files of a window over, right before the objects that name them (E1084 otherwise; 2.40.1 and 2.41.5.1 store
 * an attribute's value without its file). A person's visit does not stay behind for a picture: an object whose file
 * cannot arrive goes without that value, and is told. Where that changes nothing on the target it is not sent again. Files of
 * objects that were found unchanged are looked after, too: what a killed attempt had sent counts as if it had not been killed,
 * and what a target has lost is brought again.
 */
export async function bringFiles(
  work: TrackerWork,
  slice: TrackerSlice,
  table: ComparisonTable,
  plan: FilesPlan,
  sources: ReadonlyMap<Uid, TrackerObject>,
): Promise<WindowFiles> {
  const { type } = slice;
  const filesOfSent = (object: TrackerObject) =>
    filesOf(sources.get(uidOf(type, object)) ?? {}, slice, work.fileElements);
  const wanted = mayHoldFiles(slice, work.fileElements)
    ? [...sources.values()].flatMap((object) => filesOf(object, slice, work.fileElements))
    : [];
  if (wanted.length === 0) {
    return { sent: plan.sent, without: new Map(), present: new Set(), counts: undefined, findings: [] };
  }
  const { counts, findings, missing, present } = await copyFiles(work.context, wanted);
  const without = new Map<Uid, Finding>();
  const sent = plan.sent.flatMap((object) => {
    const lost = filesOfSent(object).flatMap((file) => missing.get(file.uid) ?? []);
    const [first] = lost;
    if (first === undefined) return [object];
    const key = uidOf(type, object);
    const message = `Its file ${first.key} did not arrive: ${first.code}. It goes without that value.`;
    without.set(key, { type, key, cause: 'refused', code: dependsOnRefused, message });
    const rest = withoutFiles(object, slice, missing);
    return !plan.created.has(key) && table.compare(rest) === 'equal' ? [] : [rest];
  });
  return { sent, without, present, counts, findings };
}

/**
 * A file of an attribute belongs to the tracked entity; 2.42.4.1 asks whether it belongs to the enrollment and refuses
 * every update of one that names its own file (E1009, AttributeValidator). What is left out of an update stays as it is.
 */
export function asTakenAgain(
  object: TrackerObject,
  slice: TrackerSlice,
  { present }: WindowFiles,
): TrackerObject | undefined {
  if (slice.type !== 'enrollments') return undefined;
  const rest = withoutFiles(object, slice, present);
  return rest === object ? undefined : rest;
}
