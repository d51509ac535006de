import { digestOf } from '../../model/digest.ts';
import type { FileResource } from '../../model/file-resource.ts';
import type { Finding } from '../../model/finding.ts';
import type { RunContext, VerifiedSlice } from '../run-context.ts';
import { lookTwice } from '../second-look.ts';
import { md5Of } from './md5.ts';
import { fileClass, isDrawnAnew, type WantedFile } from './wanted-file.ts';

/** Files looked at together; bounds what is held. */
const filesPerSlice = 200;
const lookedAtOnce = 4;

/** A file that something of the source refers to, and whether that came to be after the run began. */
export interface FileToVerify extends WantedFile {
  readonly isNew?: boolean | undefined;
}

/**
 * Looks files up on both sides, whatever was written: each must be there and stored, with the same length and MD5. Where
 * the target draws images anew its bytes are its own: then there, stored and of the same purpose is equal (decision 0011). What
 * counts is that the target stored it: a source says PENDING for a moment of a file that has just come (seen on 2.42.4.1).
 */
export async function* verifyFiles(
  context: RunContext,
  key: string,
  files: AsyncIterable<FileToVerify> | Iterable<FileToVerify>,
): AsyncGenerator<VerifiedSlice> {
  let index = 0;
  for await (const some of inSlices(files)) {
    context.signal.throwIfAborted();
    const sliceKey = `${key}/${String(index++).padStart(4, '0')}`;
    yield await lookTwice(context, () => verifySome(context, sliceKey, some));
  }
}

async function* inSlices(
  files: AsyncIterable<FileToVerify> | Iterable<FileToVerify>,
): AsyncGenerator<readonly FileToVerify[]> {
  let some = new Map<string, FileToVerify>();
  for await (const file of files) {
    some.set(file.uid, file);
    if (some.size < filesPerSlice) continue;
    yield [...some.values()];
    some = new Map();
  }
  if (some.size > 0) yield [...some.values()];
}

async function verifySome(context: RunContext, key: string, files: readonly FileToVerify[]): Promise<VerifiedSlice> {
  const digests = { source: [] as string[], target: [] as string[] };
  const findings: Finding[] = [];
  for (let from = 0; from < files.length; from += lookedAtOnce) {
    context.signal.throwIfAborted();
    const some = files.slice(from, from + lookedAtOnce);
    for (const looked of await Promise.all(some.map((file) => compareFile(context, file)))) {
      digests.source.push(looked.source);
      digests.target.push(looked.target);
      if (looked.difference !== undefined) findings.push(looked.difference);
    }
  }
  return {
    type: fileClass,
    key,
    compared: files.length,
    identical: files.length - findings.length,
    sourceDigest: digestOf(digests.source.sort()),
    targetDigest: digestOf(digests.target.sort()),
    findings: await explained(context, findings),
  };
}

interface LookedAt {
  readonly source: string;
  readonly target: string;
  readonly difference?: Finding | undefined;
}

async function compareFile(context: RunContext, file: FileToVerify): Promise<LookedAt> {
  const { source, target, signal } = context;
  const [ours, theirs] = await Promise.all([source.files.find(file.uid, signal), target.files.find(file.uid, signal)]);
  if (ours === undefined) return { source: '', target: presence(theirs), difference: differs(file, ours, theirs) };
  if (target.files.redraws(file.domain)) {
    const [one, other] = [presence({ ...ours, isStored: true }), presence(theirs)];
    return { source: one, target: other, difference: one === other ? undefined : differs(file, ours, theirs) };
  }
  const wanted = signature({ ...ours, isStored: true });
  const found = signature(theirs);
  if (wanted === found) return { source: wanted, target: found };
  const given = theirs && isDrawnAnew(file) ? await signatureOfContent(context, file, ours) : undefined;
  if (given !== undefined && given === found) return { source: given, target: found };
  return { source: wanted, target: found, difference: differs(file, ours, theirs) };
}

function presence(file: FileResource | undefined): string {
  return file === undefined ? '' : `${file.uid} ${file.domain} ${file.isStored}`;
}

function signature(file: FileResource | undefined): string {
  return file === undefined ? '' : `${file.uid} ${file.contentLength} ${file.contentMd5} ${file.isStored}`;
}

/** What the source gives out may not be what it has recorded: up to 2.40 images of attributes are drawn anew for each reader. */
async function signatureOfContent(
  { source, signal }: RunContext,
  { holder }: FileToVerify,
  file: FileResource,
): Promise<string | undefined> {
  const content = await source.files.read(file, holder, signal);
  if (!Buffer.isBuffer(content)) return undefined;
  return signature({ ...file, contentLength: content.length, contentMd5: md5Of(content), isStored: true });
}

function differs(file: FileToVerify, ours: FileResource | undefined, theirs: FileResource | undefined): Finding {
  const base = { type: fileClass, key: file.uid } as const;
  const where = ` (${file.heldBy})`;
  if (ours === undefined) {
    const message = `the source has no such file any more, although something refers to it${where}`;
    return { ...base, cause: 'impossible', code: 'FILE_NOT_ON_SOURCE', message };
  }
  const cause = file.isNew === true ? 'changed-meanwhile' : 'unexplained';
  if (theirs === undefined) return { ...base, cause, code: 'MISSING', message: `missing on the target${where}` };
  if (!theirs.isStored) {
    return { ...base, cause: 'refused', code: 'FILE_NOT_STORED', message: `the target did not store it${where}` };
  }
  const message = `the target holds other bytes under this UID, and no release lets them be replaced${where}`;
  return { ...base, cause: 'impossible', code: 'FILE_HAS_OTHER_CONTENT', message };
}

/** What an earlier stage told of a file explains that it is missing. */
async function explained(context: RunContext, findings: readonly Finding[]): Promise<Finding[]> {
  if (findings.length === 0) return [];
  const told = await context.ledger.findingsFor(
    fileClass,
    findings.map(({ key }) => key),
  );
  const before = new Map(told.map((finding) => [finding.key, finding]));
  return findings.map((finding) => {
    const known = before.get(finding.key);
    return known === undefined || finding.cause !== 'unexplained' ? finding : { ...known, count: undefined };
  });
}
