import type { Counts } from '../../model/counts.ts';
import type { FileResource } from '../../model/file-resource.ts';
import type { Finding } from '../../model/finding.ts';
import type { Uid } from '../../model/uid.ts';
import type { RunContext } from '../run-context.ts';
import { md5Of } from './md5.ts';
import { fileClass, isDrawnAnew, type WantedFile } from './wanted-file.ts';

/** What became of some files. */
export interface CopiedFiles {
  readonly counts: Partial<Counts>;
  readonly findings: readonly Finding[];
  /** Files that the target does not have, with the finding that tells why; what refers to them cannot arrive whole. */
  readonly missing: ReadonlyMap<Uid, Finding>;
  /** Files that the target had before. */
  readonly present: ReadonlySet<Uid>;
}

/** Files in memory at a time; each holds one at most. */
const filesAtOnce = 3;

/** Brings files to the target that it does not have. In a dry run nothing is sent, and what would be is counted. */
export async function copyFiles(context: RunContext, wanted: readonly WantedFile[]): Promise<CopiedFiles> {
  const files = [...new Map(wanted.map((file) => [file.uid, file])).values()];
  const counts = { read: files.length, created: 0, unchanged: 0, refused: 0, impossible: 0 };
  const missing = new Map<Uid, Finding>();
  const present = new Set<Uid>();
  for (let from = 0; from < files.length; from += filesAtOnce) {
    context.signal.throwIfAborted();
    const some = files.slice(from, from + filesAtOnce);
    const outcomes = await Promise.all(some.map((file) => copyFile(context, file)));
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome === 'unchanged') present.add(some[index]?.uid ?? '');
      if (typeof outcome === 'string') counts[outcome]++;
      else {
        counts[outcome.cause === 'refused' ? 'refused' : 'impossible']++;
        missing.set(outcome.key, outcome);
      }
    }
  }
  return { counts, findings: [...missing.values()], missing, present };
}

type Outcome = 'created' | 'unchanged' | (Finding & { readonly cause: 'refused' | 'impossible' });

async function copyFile(context: RunContext, wanted: WantedFile): Promise<Outcome> {
  const { source, target, options, signal } = context;
  const there = await target.files.find(wanted.uid, signal);
  if (there?.isStored === true) return 'unchanged';
  if (there === undefined && !target.files.keepsUids) {
    const message = 'the release of the target gives every file a new UID, and what refers to it would lead nowhere';
    return told(wanted, 'impossible', { code: 'FILE_UID_NOT_KEPT', message });
  }
  const file = await source.files.find(wanted.uid, signal);
  if (file === undefined) {
    const message = 'the source has no such file any more, although something refers to it';
    return told(wanted, 'impossible', { code: 'FILE_NOT_ON_SOURCE', message });
  }
  if (options.dryRun) return 'created';
  return sendFile(context, wanted, file);
}

async function sendFile(context: RunContext, wanted: WantedFile, file: FileResource): Promise<Outcome> {
  const { source, target, signal } = context;
  const content = await source.files.read(file, wanted.holder, signal);
  if (!Buffer.isBuffer(content)) {
    const code = content.code.startsWith('FILE_') ? content.code : 'FILE_NOT_READABLE';
    const words = `${content.code}: ${content.message}`;
    return told(wanted, 'impossible', { code, message: `the source does not give the file out. ${words}` });
  }
  if (!isDrawnAnew(wanted) && md5Of(content) !== file.contentMd5) {
    const message =
      'the source gave out other bytes than it has recorded for this file; releases of 2.42 do so for events';
    return told(wanted, 'impossible', { code: 'FILE_NOT_GIVEN_OUT', message });
  }
  const { uid, domain } = wanted;
  const { name, contentType } = file;
  const refusal = await target.files.upload({ uid, domain, name, contentType, content }, signal);
  return refusal === undefined ? 'created' : told(wanted, 'refused', refusal);
}

function told(
  { uid, heldBy }: WantedFile,
  cause: 'refused' | 'impossible',
  { code, message }: { readonly code: string; readonly message: string },
): Outcome {
  return { type: fileClass, key: uid, cause, code, message: `${message} (${heldBy})` };
}
