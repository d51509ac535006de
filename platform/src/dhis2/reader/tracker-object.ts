import { z } from 'zod';
import { type TrackerType, trackerUidKey } from '../../model/tracker-objects.ts';
import type { Uid } from '../../model/uid.ts';
import { type Asked, assertSuccess, type Client } from '../client.ts';
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

const valueSchema = z.looseObject({
  attribute: z.string().optional(),
  dataElement: z.string().optional(),
  displayName: z.string().nullish(),
  value: z.string().nullish(),
});
const shownSchema = z.looseObject({
  attributes: z.array(valueSchema).optional(),
  dataValues: z.array(valueSchema).optional(),
  notes: z.array(z.looseObject({ note: z.string().optional(), value: z.string().nullish() })).optional(),
});

/** What an object says of a person, one value each. */
export interface TrackerValue {
  /** UID of an attribute or a data element, or `note`. */
  readonly field: string;
  readonly name?: string | undefined;
  readonly value: string;
}

/**
 * The values of one tracker object, for somebody who may see them; undefined where the instance has it not (any more). Relationships have none.
 * `GET /api/tracker/{type}/{uid}`, as above.
 */
export function readTrackerValues(
  transport: Asked,
  type: TrackerType,
  uid: Uid,
  signal: AbortSignal,
): Promise<readonly TrackerValue[] | undefined> {
  const path = `/api/tracker/${type}/${encodeURIComponent(uid)}`;
  const query = [['fields', fieldsOfValues[type]]] as const;
  return transport.exchange({ path, query, signal }, async (response) => {
    if (response.status === 404 && isJson(response)) return undefined;
    await assertSuccess(response);
    const object = shownSchema.parse(parseJson(await readText(response), response));
    const values = [...(object.attributes ?? []), ...(object.dataValues ?? [])].map((each) => ({
      field: each.attribute ?? each.dataElement ?? '',
      name: each.displayName ?? undefined,
      value: each.value ?? '',
    }));
    return [...values, ...(object.notes ?? []).map(({ value }) => ({ field: 'note', value: value ?? '' }))];
  });
}

const fieldsOfValues: Readonly<Record<TrackerType, string>> = {
  trackedEntities: 'attributes[attribute,displayName,value]',
  enrollments: 'attributes[attribute,displayName,value],notes[note,value]',
  events: 'dataValues[dataElement,value],notes[note,value]',
  relationships: 'relationship',
};
