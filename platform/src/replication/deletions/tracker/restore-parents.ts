import type { TrackerType } from '../../../model/tracker-objects.ts';
import { createFindingGroups } from '../../slices/finding-groups.ts';
import { toImportForm } from '../../stages/tracker/import-form.ts';
import { importWindow } from '../../stages/tracker/import-window.ts';
import { readSlice } from '../../stages/tracker/read-slice.ts';
import { readTargetTable } from '../../stages/tracker/target-table.ts';
import { slicesOf, type TrackerSlice } from '../../stages/tracker/tracker-slice.ts';
import { isWanted, type TrackerWork } from '../../stages/tracker/tracker-work.ts';
import { windowsOf } from '../../stages/tracker/windows.ts';

/**
 * Whose objects a target stores again by itself when an object is deleted, with dates of its own: an enrollment's
 * `updatedAtClient` becomes the moment at which its event was deleted, and client's dates that were not there are filled in
 * (2.40.1 … 2.43.1, DefaultTrackerObjectsDeletionService, Enrollment.setAutoFields, TrackedEntity.setAutoFields).
 */
const storedAgain: Readonly<Record<TrackerType, readonly TrackerType[]>> = {
  relationships: ['trackedEntities'],
  events: ['trackedEntities', 'enrollments'],
  enrollments: ['trackedEntities'],
  trackedEntities: [],
};

/**
 * Writes what deleted objects hung on once more, as the source has it. The slices of those are compared again as a whole, and what
 * is the same is not sent: so nobody has to remember through a crash what hung on which. It is counted as nothing, since the copy
 * has counted these objects; what is refused that was not told before is told.
 */
export async function restoreParents(
  work: TrackerWork,
  deletedFrom: readonly TrackerSlice[],
  finished: ReadonlySet<string>,
): Promise<void> {
  for (const slice of parentSlices(work, deletedFrom)) {
    const key = `${slice.key}/again`;
    if (finished.has(key)) continue;
    work.context.signal.throwIfAborted();
    const findings = await restoreSlice(work, slice);
    await work.context.ledger.finishChunk({ stage: 'deletions', key, counts: {}, findings, facts: {} });
  }
}

function parentSlices({ context, catalogue }: TrackerWork, deletedFrom: readonly TrackerSlice[]): TrackerSlice[] {
  return (['trackedEntities', 'enrollments'] as const)
    .filter((type) => isWanted(context, type))
    .flatMap((type) => slicesOf(type, catalogue))
    .filter((parent) =>
      deletedFrom.some((slice) => storedAgain[slice.type].includes(parent.type) && holds(parent, slice)),
    );
}

/** Whether objects of a slice may hang on those of another: of its program, or of the type that its program enrols. */
function holds(parent: TrackerSlice, { program }: TrackerSlice): boolean {
  if (program === undefined) return true;
  if (!program.withRegistration) return false;
  if (parent.type === 'enrollments') return parent.program?.uid === program.uid;
  const type = program.trackedEntityType;
  return type === undefined || parent.trackedEntityType?.uid === type;
}

async function restoreSlice(work: TrackerWork, slice: TrackerSlice) {
  const { context, source, target, windowSize } = work;
  const { type } = slice;
  const findings = createFindingGroups(type);
  const known = await readTargetTable(work, slice, work.context.signal);
  // The copy has told what cannot be listed, and the verification tells it again.
  if ('problem' in known) return [];
  for await (const { items } of windowsOf(readSlice(source, slice, context.signal), windowSize)) {
    if (items === undefined) break;
    context.signal.throwIfAborted();
    const differing = items.filter((object) => {
      const found = known.table.compare(toImportForm(object, { slice, toTargetUid: target.toItsUid }));
      return found !== 'absent' && found !== 'equal';
    });
    if (differing.length === 0) continue;
    const outcome = await importWindow(work, slice, known.table, differing);
    const keys = outcome.findings.map(({ key }) => key);
    const told = new Set((await context.ledger.findingsFor(type, keys)).map(nameOf));
    for (const finding of outcome.findings) {
      if (!told.has(nameOf(finding))) findings.add({ ...finding, groupKey: slice.key });
    }
  }
  return findings.take();
}

function nameOf({ key, code }: { readonly key: string; readonly code: string }): string {
  return `${key} ${code}`;
}
