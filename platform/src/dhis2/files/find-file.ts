import { z } from 'zod';
import type { FileResource } from '../../model/file-resource.ts';
import type { Uid } from '../../model/uid.ts';
import { assertSuccess, type Client } from '../client.ts';
import { parseJson, parseReply, readText, whereabouts } from '../read-body.ts';

const fileResourceSchema = z.looseObject({
  name: z.string().default(''),
  contentType: z.string().default('application/octet-stream'),
  contentLength: z.coerce.number().default(0),
  contentMd5: z.string().default(''),
  domain: z.string().default(''),
  storageStatus: z.string().default('PENDING'),
});

/**
 * What the instance says of one file (`/api/fileResources/{uid}`, API.md §6). Asked one by one and without `fields`: with
 * them, and in the lists that 2.41 brought, the storage status is always NONE (seen on 2.41.5.1 and 2.42.4.1).
 */
export function findFile(client: Client, uid: Uid, signal: AbortSignal): Promise<FileResource | undefined> {
  const path = `/api/fileResources/${uid}`;
  return client.transport.exchange({ path, signal }, async (response) => {
    if (response.status === 404) {
      await readText(response);
      return undefined;
    }
    await assertSuccess(response);
    const body = parseReply(fileResourceSchema, parseJson(await readText(response), response), whereabouts(response));
    const { name, contentType, contentLength, contentMd5, domain, storageStatus } = body;
    return { uid, name, contentType, contentLength, contentMd5, domain, isStored: storageStatus === 'STORED' };
  });
}

/** Storing takes moments, also on a busy server; some twenty seconds are waited for it. */
const storageTries = 25;
const firstWaitMs = 50;
const longestWaitMs = 1_000;

/** Waits until a file that was sent is stored, and says whether it is: data that names it may be refused before (API.md §6). */
export async function awaitStored(client: Client, uid: Uid, signal: AbortSignal): Promise<boolean> {
  for (let attempt = 0; attempt < storageTries; attempt++) {
    if ((await findFile(client, uid, signal))?.isStored === true) return true;
    await client.clock.sleep(Math.min(longestWaitMs, firstWaitMs * 2 ** attempt), signal);
  }
  return false;
}
