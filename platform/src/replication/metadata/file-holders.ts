import type { Uid } from '../../model/uid.ts';
import type { RunContext } from '../run-context.ts';
import type { WritingState } from './writing.ts';

/** The file that a document names belongs to an object already: even when that object is the document itself. */
const fileAlreadyAssigned = 'E4016';

/**
 * Refused documents that the target holds with the very file that it says is taken. DHIS2 refuses every update of a
 * document with an uploaded file so, and every repetition of its creation (DocumentObjectBundleHook, 2.40.1 to 2.42.4.1).
 */
export async function findFileHolders(
  { source, target, identity, signal }: RunContext,
  { refused, byUid }: WritingState,
): Promise<Uid[]> {
  const suspects = [...refused].flatMap(([uid, { code }]) =>
    code === fileAlreadyAssigned && byUid.get(uid)?.type === 'documents' ? [uid] : [],
  );
  if (suspects.length === 0) return [];
  const fields = 'id,url';
  const held = new Map<Uid, unknown>();
  const uids = suspects.map((uid) => identity.toTarget(uid));
  for await (const { id, url } of target.readMetadata('documents', { signal, uids, fields })) held.set(id, url);
  const holders: Uid[] = [];
  for await (const { id, url } of source.readMetadata('documents', { signal, uids: suspects, fields })) {
    if (url !== undefined && held.get(identity.toTarget(id)) === url) holders.push(id);
  }
  return holders;
}
