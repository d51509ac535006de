import type { FileRefusal, FileUpload } from '../../model/file-resource.ts';
import { ask, isSuccess, refusalFrom } from '../ask.ts';
import type { Client } from '../client.ts';
import { awaitStored } from './find-file.ts';
import { imageTypeOf, pictureName } from './image-type.ts';
import { fileForm } from './multipart.ts';

/** Said for a UID that is taken: somebody sent the file before, perhaps we ourselves, before an answer got lost. */
const alreadyThere = 'E1119';

/** Sends a file and waits until it is stored (`POST /api/fileResources`, API.md §6). */
export async function uploadFile(
  client: Client,
  file: FileUpload,
  signal: AbortSignal,
): Promise<FileRefusal | undefined> {
  const { uid, domain, content } = file;
  const query = [['domain', domain] as const];
  const contentType = imageTypeOf(content) ?? file.contentType;
  const name = domain === 'DATA_VALUE' || domain === 'DOCUMENT' ? file.name : pictureName(file.name, contentType);
  const answer = await ask(client, {
    method: 'POST',
    path: '/api/fileResources',
    query: client.capabilities.keepsFileUids ? [...query, ['uid', uid]] : query,
    body: fileForm({ name, contentType, content }),
    signal,
  });
  const refusal = isSuccess(answer) ? undefined : refusalFrom(answer);
  if (refusal !== undefined && refusal.code !== alreadyThere) return refusal;
  if (await awaitStored(client, uid, signal)) return undefined;
  return { code: 'FILE_NOT_STORED', message: 'the target took the file and did not store it' };
}
