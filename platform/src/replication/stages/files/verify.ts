import type { FileReference } from '../../files/file-references.ts';
import type { FileToVerify } from '../../files/verify-files.ts';
import { verifyFiles } from '../../files/verify-files.ts';
import { readSince } from '../../metadata/plan.ts';
import type { ClassVerifier, RunContext } from '../../run-context.ts';
import { readReferredFiles, wantedReferences } from './metadata-files.ts';

/** Proves the files that metadata refers to. */
export const verifyMetadataFiles: ClassVerifier = async function* verify(context) {
  const since = await readSince(context.ledger);
  for (const reference of wantedReferences(context)) {
    yield* verifyFiles(context, reference.type, referred(context, reference, since));
  }
};

async function* referred(
  context: RunContext,
  reference: FileReference,
  since: string | undefined,
): AsyncGenerator<FileToVerify> {
  for await (const file of readReferredFiles(context, reference)) {
    yield { ...file, isNew: since !== undefined && file.lastUpdated > since };
  }
}
