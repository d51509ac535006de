import { type FileToVerify, verifyFiles } from '../../files/verify-files.ts';
import { fileClass } from '../../files/wanted-file.ts';
import type { ProvenSlice } from '../../proof/proven-run.ts';
import type { SliceProof } from '../../proof/slice-proof.ts';
import type { RunContext, VerifiedSlice } from '../../run-context.ts';
import { provenFiles } from './carried-slices.ts';
import { filesOf, mayHoldFiles } from './file-values.ts';
import { normalDate } from './normal-values.ts';
import { textOf } from './object-access.ts';
import { readSlice } from './read-slice.ts';
import type { TrackerSlice } from './tracker-slice.ts';
import type { TrackerWork } from './tracker-work.ts';

/**
 * Proves the files that the objects of a slice name, by reading those objects of the source again; nothing for slices without. The
 * files of a slice that goes by the proof of an earlier run go by it too.
 */
export async function* verifyTrackerFiles(
  work: TrackerWork,
  slice: TrackerSlice,
  runStartedAt: string | undefined,
  proof?: SliceProof | undefined,
): AsyncGenerator<VerifiedSlice> {
  const { context, fileElements } = work;
  if (!mayHoldFiles(slice, fileElements) || isRefused(context, slice)) return;
  if (proof !== undefined && proof.run !== context.ledger.runId) {
    for (const [key, file] of await provenFiles(context, slice)) yield sameFiles(key, file);
    return;
  }
  yield* verifyFiles(context, slice.key, filesOfSlice(work, slice, runStartedAt));
}

function sameFiles(key: string, { rows, digest, proof }: ProvenSlice): VerifiedSlice {
  const digests = { sourceDigest: digest, targetDigest: digest };
  return { type: fileClass, key, compared: rows, identical: rows, ...digests, findings: [], proof };
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
