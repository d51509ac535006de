import { z } from 'zod';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { TrackerObject } from '../../model/tracker-objects.ts';
import type { Uid } from '../../model/uid.ts';
import type { Query } from '../api-request.ts';
import { type Client, getJson } from '../client.ts';
import { readOne } from './unlisted-objects.ts';

/** The server looks each of them up by itself; so many keep a URL below 2 kB. */
const uidsPerRequest = 100;

const entitySchema = z.looseObject({ enrollments: z.array(z.looseObject({})).optional() });
const locatedSchema = z.looseObject({ enrollment: z.string(), orgUnit: z.string() });
const replySchema = z.looseObject({ instances: z.array(locatedSchema) });

/**
 * Tracked entities whose enrollments say their own org unit: up to 2.40 those inside a tracked entity say its org unit
 * instead (`nestedEnrollmentsSayOrgUnit`), and one by one they say their own. An enrollment that is gone meanwhile is left out.
 */
export async function withOwnOrgUnits(
  client: Client,
  entities: readonly TrackerObject[],
  signal: AbortSignal,
): Promise<readonly TrackerObject[]> {
  if (client.capabilities.nestedEnrollmentsSayOrgUnit) return entities;
  const wanted = entities.flatMap((entity) => enrollmentsOf(entity).flatMap(locatedUid));
  if (wanted.length === 0) return entities;
  const orgUnits = new Map<Uid, Uid>();
  for (let from = 0; from < wanted.length; from += uidsPerRequest) {
    for (const { enrollment, orgUnit } of await locate(client, wanted.slice(from, from + uidsPerRequest), signal))
      orgUnits.set(enrollment, orgUnit);
  }
  return entities.map((entity) => ({
    ...entity,
    enrollments: enrollmentsOf(entity).flatMap((enrollment) => {
      const orgUnit = orgUnits.get(String(enrollment.enrollment));
      if (orgUnit !== undefined) return [{ ...enrollment, orgUnit }];
      return locatedUid(enrollment).length === 0 ? [enrollment] : [];
    }),
  }));
}

function enrollmentsOf(entity: TrackerObject): readonly TrackerObject[] {
  return entitySchema.parse(entity).enrollments ?? [];
}

/** The UID of an enrollment that says where it is; deleted ones are not looked up. */
function locatedUid({ enrollment, orgUnit, deleted }: TrackerObject): Uid[] {
  return orgUnit === undefined || deleted === true ? [] : [String(enrollment)];
}

const fields = 'enrollment,orgUnit';

/** All at once; one by one where the server fails because one of them is gone. */
async function locate(client: Client, uids: readonly Uid[], signal: AbortSignal) {
  const query: Query = [
    ['enrollment', uids.join(client.capabilities.uidSeparator)],
    ['fields', fields],
  ];
  try {
    return (await getJson(client.transport, '/api/tracker/enrollments', query, replySchema, signal)).instances;
  } catch (error) {
    if (!(error instanceof PlatformError) || error.code !== 'DHIS2_SERVER_ERROR') throw error;
    return locateOneByOne(client, uids, signal);
  }
}

async function locateOneByOne(client: Client, uids: readonly Uid[], signal: AbortSignal) {
  const located: z.infer<typeof locatedSchema>[] = [];
  for (const uid of uids) {
    const found = await readOne(client, `/api/tracker/enrollments/${uid}`, fields, locatedSchema, signal);
    if (found !== undefined) located.push(found);
  }
  return located;
}
