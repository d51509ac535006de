import { type FileToVerify, verifyFiles } from '../../files/verify-files.ts';
import type { SliceProof } from '../../proof/slice-proof.ts';
import type { RunContext, VerifiedSlice } from '../../run-context.ts';
import { filesOf, mayHoldFiles } from './file-values.ts';
import { normalDate } from './normal-values.ts';
import { textOf } from './object-access.ts';
import { readSlice } from './read-slice.ts';
import type { TrackerSlice } from './tracker-slice.ts';
import type { TrackerWork } from './tracker-work.ts';

/**
 * Proves the files that the objects of a slice name, by reading those objects of the source again; nothing for slices without. A slice that
 * goes by the proof of an earlier run names none (`carried-slices.ts`).
 */
export async function* verifyTrackerFiles(
  work: TrackerWork,
  slice: TrackerSlice,
  runStartedAt: string | undefined,
  proof?: SliceProof | undefined,
): AsyncGenerator<VerifiedSlice> {
  const { context, fileElements } = work;
  const isCarried = proof !== undefined && proof.run !== context.ledger.runId;
  if (isCarried || !mayHoldFiles(slice, fileElements) || isRefused(context, slice)) return;
  yield* verifyFiles(context, slice.key, filesOfSlice(work, slice, runStartedAt));
}

/** Nothing of such a slice was sent, which is told for all its objects. */
function isRefused({ isRefused: refused }: RunContext, { program, trackedEntityType }: TrackerSlice): boolean {
  if (program !== undefined) return refused('programs', program.uid);
  return trackedEntityType !== undefined && refused('trackedEntityTypes', trackedEntityType.uid);
}

async function* filesOfSlice(
  work: TrackerWork,
  slice: TrackerSlice,
  runStartedAt: string | undefined,
): AsyncGenerator<FileToVerify> {
  for await (const object of readSlice(work.source, slice, work.context.signal)) {
    const updatedAt = normalDate(textOf(object, 'updatedAt'));
    const isNew = updatedAt !== undefined && runStartedAt !== undefined && updatedAt > runStartedAt;
    for (const file of filesOf(object, slice, work.fileElements)) yield { ...file, isNew };
  }
}
