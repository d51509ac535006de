import { z } from 'zod';
import { chunksOf, fetchRoots, type PlainClient } from './plain-client.ts';

const objectsPerRequest = 500;
const uidsSchema = z.looseObject({
  trackedEntities: z.array(z.object({ trackedEntity: z.string() })).optional(),
  events: z.array(z.object({ event: z.string() })).optional(),
});
const namesSchema = z.looseObject({
  trackedEntityTypes: z.array(z.object({ id: z.string() })).default([]),
  programs: z.array(z.object({ id: z.string() })).default([]),
});

/**
 * Removes all tracker data of a target (2.41 or newer) for good: tracked entities with what hangs on them, then the events
 * of event programs, then what DHIS2 keeps of deleted objects, because a deleted UID cannot be used again (API.md §9.3).
 */
export async function removeTrackerData(target: PlainClient): Promise<void> {
  const types = namesSchema.parse(await target.get('/api/trackedEntityTypes?fields=id&paging=false'));
  const programs = namesSchema.parse(
    await target.get('/api/programs?filter=programType:eq:WITHOUT_REGISTRATION&fields=id&paging=false'),
  );
  const everywhere = 'orgUnitMode=DESCENDANTS&paging=false';
  for (const root of await fetchRoots(target)) {
    for (const { id } of types.trackedEntityTypes) {
      const path = `/api/tracker/trackedEntities?trackedEntityType=${id}&orgUnits=${root}&fields=trackedEntity`;
      const { trackedEntities = [] } = uidsSchema.parse(await target.get(`${path}&${everywhere}`));
      for (const some of chunksOf(trackedEntities, objectsPerRequest)) await remove(target, { trackedEntities: some });
    }
    for (const { id } of programs.programs) {
      const path = `/api/tracker/events?program=${id}&orgUnit=${root}&fields=event`;
      const { events = [] } = uidsSchema.parse(await target.get(`${path}&${everywhere}`));
      for (const some of chunksOf(events, objectsPerRequest)) await remove(target, { events: some });
    }
  }
  for (const kind of ['Relationship', 'Event', 'Enrollment', 'TrackedEntity']) {
    await target.post(`/api/maintenance/softDeleted${kind}Removal`);
  }
}

async function remove(target: PlainClient, payload: Record<string, unknown>): Promise<void> {
  await target.post('/api/tracker?async=false&importStrategy=DELETE&skipRuleEngine=true', payload);
}
