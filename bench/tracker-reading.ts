import { z } from 'zod';
import type { ConnectedInstance } from '../platform/src/dhis2/connect.ts';
import type { ListedTrackerType } from '../platform/src/model/instance.ts';
import type { TrackerObject } from '../platform/src/model/tracker-objects.ts';
import { timed } from './figures.ts';
import { fetchRoots, type PlainClient } from './plain-client.ts';

/** The kinds that DHIS2 lists. */
export const listedKinds = ['trackedEntities', 'enrollments', 'events'] as const;

/** What is read: everything of the tracker programs below the roots. */
export interface TrackerPrograms {
  readonly programs: readonly string[];
  readonly roots: readonly string[];
}

/** How many objects of each kind were read, in how many seconds. */
export type ReadingRates = Readonly<Record<ListedTrackerType, { readonly objects: number; readonly seconds: number }>>;

const programsSchema = z.object({ programs: z.array(z.object({ id: z.string() })) });

export async function fetchTrackerPrograms(client: PlainClient): Promise<TrackerPrograms> {
  const path = '/api/programs?filter=programType:eq:WITH_REGISTRATION&fields=id&paging=false';
  const { programs } = programsSchema.parse(await client.get(path));
  return { programs: programs.map(({ id }) => id), roots: await fetchRoots(client) };
}

const enrollmentSchema = z.looseObject({ events: z.array(z.unknown()).default([]) });
const entitySchema = z.looseObject({ enrollments: z.array(enrollmentSchema).default([]) });

/** Tracked entities with all that hangs on them, as scripts read. */
export async function readNested(source: ConnectedInstance, where: TrackerPrograms): Promise<ReadingRates> {
  let [trackedEntities, enrollments, events] = [0, 0, 0];
  const { seconds } = await timed(async () => {
    for await (const object of listings(source, 'trackedEntities', where, '*,enrollments[*]')) {
      const entity = entitySchema.parse(object);
      trackedEntities += 1;
      enrollments += entity.enrollments.length;
      for (const enrollment of entity.enrollments) events += enrollment.events.length;
    }
  });
  return {
    trackedEntities: { objects: trackedEntities, seconds },
    enrollments: { objects: enrollments, seconds },
    events: { objects: events, seconds },
  };
}

/** One list for each kind, as Relais reads. */
export async function readFlat(source: ConnectedInstance, where: TrackerPrograms): Promise<ReadingRates> {
  return {
    trackedEntities: await readKind(source, 'trackedEntities', where),
    enrollments: await readKind(source, 'enrollments', where),
    events: await readKind(source, 'events', where),
  };
}

async function readKind(source: ConnectedInstance, kind: ListedTrackerType, where: TrackerPrograms) {
  const { value: objects, seconds } = await timed(async () => {
    let count = 0;
    for await (const _ of listings(source, kind, where)) count++;
    return count;
  });
  return { objects, seconds };
}

async function* listings(
  source: ConnectedInstance,
  kind: ListedTrackerType,
  { programs, roots }: TrackerPrograms,
  fields?: string,
): AsyncGenerator<TrackerObject> {
  const { signal } = new AbortController();
  for (const program of programs) {
    for (const orgUnit of roots) yield* source.readTracker(kind, { program, orgUnit, fields, pageSize: 200 }, signal);
  }
}
