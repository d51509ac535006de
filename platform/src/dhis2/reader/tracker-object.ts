import { type TrackerType, trackerUidKey } from '../../model/tracker-objects.ts';
import type { Uid } from '../../model/uid.ts';
import { assertSuccess, type Client } from '../client.ts';
import { isJson, parseJson, readText } from '../read-body.ts';
import { webMessageSchema } from '../reports/web-message.ts';

/** What every release says of a tracker object that it does not have, or has deleted (404; 2.40.1, 2.41.5.1 and 2.42.4.1). */
const absent = 'E1005';

/**
 * Whether the instance has a tracker object, wherever in the org unit hierarchy it stands by now. Only the server's own word
 * for an absent object counts as absence: a proxy's page with the same status is a failure.
 */
export function hasTrackerObject(client: Client, type: TrackerType, uid: Uid, signal: AbortSignal): Promise<boolean> {
  const path = `/api/tracker/${type}/${encodeURIComponent(uid)}`;
  const query = [['fields', trackerUidKey[type]]] as const;
  return client.transport.exchange({ path, query, signal }, async (response) => {
    if (response.status === 404 && isJson(response)) {
      const answer = webMessageSchema.safeParse(parseJson(await readText(response), response)).data;
      if (answer?.errorCode === absent) return false;
    }
    await assertSuccess(response);
    await readText(response);
    return true;
  });
}
