import { allInParallel } from '../../../dhis2/in-parallel.ts';
import { digestOf } from '../../../model/digest.ts';
import type { Finding } from '../../../model/finding.ts';
import { copyFiles } from '../../files/copy-files.ts';
import type { FileReference } from '../../files/file-references.ts';
import { fileClass } from '../../files/wanted-file.ts';
import type { RunContext, Stage } from '../../run-context.ts';
import { type ReferredFile, readReferredFiles, wantedReferences } from './metadata-files.ts';

/** Files of one chunk: what a resumed run looks up again. */
const filesPerChunk = 50;

/** Kinds of references at a time: most instances have no more than a few of each. */
const kindsAtOnce = 3;

/**
 * Brings the files over that metadata refers to, right before it: DHIS2 refuses objects whose file is not there (E4015,
 * E5002), and removes files by night that nothing refers to (API.md §6). Files of values go with their values.
 */
export const filesStage: Stage = {
  name: 'files',
  async run(context) {
    const finished = await finishedChunks(context);
    await allInParallel(wantedReferences(context), kindsAtOnce, (reference) =>
      copyReferred(context, reference, finished),
    );
  },
};

async function copyReferred(
  context: RunContext,
  reference: FileReference,
  finished: ReadonlyMap<string, string>,
): Promise<void> {
  let [index, done] = [0, 0];
  for await (const files of inChunks(readReferredFiles(context, reference))) {
    const key = `${reference.type}/${String(index++).padStart(5, '0')}`;
    const fingerprint = digestOf(files.map(({ uid }) => uid));
    if (finished.get(key) !== fingerprint) {
      const { counts, findings, missing } = await copyFiles(context, files);
      await context.ledger.finishChunk({
        stage: 'files',
        key,
        counts: { [fileClass]: counts },
        findings: [...findings, ...files.flatMap((file) => withoutItsFile(file, missing.get(file.uid)))],
        facts: { fingerprint },
      });
      context.timeSlice?.throwIfAborted();
    }
    done += files.length;
    context.progress.advanced('files', done, undefined, fileClass);
  }
}

/** Org units and users go without their picture, and are told; a document without its file is nothing, and is told there. */
function withoutItsFile({ holdingType, holdingUid }: ReferredFile, missing: Finding | undefined): Finding[] {
  if (missing === undefined || holdingType === 'documents') return [];
  const message = `Its picture did not arrive: ${missing.key}, ${missing.code}. It is stored without it.`;
  return [{ type: holdingType, key: holdingUid, cause: 'refused', code: 'DEPENDS_ON_REFUSED', message }];
}

async function* inChunks(files: AsyncIterable<ReferredFile>): AsyncGenerator<readonly ReferredFile[]> {
  let some: ReferredFile[] = [];
  for await (const file of files) {
    some.push(file);
    if (some.length < filesPerChunk) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

async function finishedChunks({ ledger }: RunContext): Promise<ReadonlyMap<string, string>> {
  const finished = new Map<string, string>();
  for await (const { key, facts } of ledger.chunkFacts('files')) finished.set(key, String(facts.fingerprint ?? ''));
  return finished;
}
