import { z } from 'zod';
import type { ChangeQuestion, Changes } from '../../model/changes.ts';
import type { ListedTrackerType } from '../../model/instance.ts';
import { trackerUidKey } from '../../model/tracker-objects.ts';
import type { Uid } from '../../model/uid.ts';
import type { Query } from '../api-request.ts';
import { type Client, getJson } from '../client.ts';

const replySchema = z.looseObject({});
const listSchema = z.array(z.looseObject({ updatedAt: z.string().nullish(), deleted: z.boolean().nullish() }));

/** One page of what changed or was deleted, wherever the account captures data; nothing is counted, which would be dear. */
export async function changedTracker(
  client: Client,
  type: ListedTrackerType,
  of: { readonly trackedEntityType?: Uid | undefined; readonly program?: Uid | undefined },
  { since, limit, signal }: ChangeQuestion,
): Promise<Changes> {
  const key = trackerUidKey[type];
  const query: Query = [
    ...(of.program === undefined ? [] : [['program', of.program] as const]),
    ...(of.trackedEntityType === undefined ? [] : [['trackedEntityType', of.trackedEntityType] as const]),
    [client.capabilities.trackerOrgUnitModeKey, 'CAPTURE'],
    ['updatedAfter', since],
    ['includeDeleted', 'true'],
    ['fields', `${key},updatedAt,deleted,${type === 'trackedEntities' ? 'trackedEntityType' : 'program'}`],
    ['page', '1'],
    ['pageSize', String(limit + 1)],
  ];
  const reply = await getJson(client.transport, `/api/tracker/${type}`, query, replySchema, signal);
  const objects = listSchema.parse(reply[type] ?? reply.instances ?? []);
  const marks = objects.map((object) => ({
    type,
    key: String(object[key]),
    within: text(object.program) ?? text(object.trackedEntityType),
    at: `${object.deleted === true ? 'deleted ' : ''}${object.updatedAt ?? ''}`,
  }));
  return { marks: marks.slice(0, limit), isCut: marks.length > limit };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
