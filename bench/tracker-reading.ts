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

/** Objects of tracker programs by kind and UID, each with what counts of it. */
export type ListedObjects = ReadonlyMap<string, string>;

/** Every tracked entity, enrollment and event of the programs, each once, with what neither server sets by itself. */
export async function readListed(source: ConnectedInstance, where: TrackerPrograms): Promise<ListedObjects> {
  const found = new Map<string, string>();
  for (const kind of listedKinds) {
    for await (const object of listings(source, kind, where)) {
      const { trackedEntity, enrollment, event, attributes, dataValues, status, orgUnit } = listedSchema.parse(object);
      const values = [...pairsOf(attributes, 'attribute'), ...pairsOf(dataValues, 'dataElement')].sort();
      // An entity's attributes are listed with the program asked for: each listing adds to what was known.
      const key = `${kind} ${{ trackedEntities: trackedEntity, enrollments: enrollment, events: event }[kind]}`;
      const known: string[] = JSON.parse(found.get(key) ?? '[]');
      const all = kind === 'enrollments' ? [] : values;
      found.set(key, JSON.stringify([...new Set([...known, `${status} ${orgUnit}`, ...all])].sort()));
    }
  }
  return found;
}

const valuesSchema = z.array(z.looseObject({ value: z.string().nullish() })).default([]);
const listedSchema = z.looseObject({
  trackedEntity: z.string().nullish(),
  enrollment: z.string().nullish(),
  event: z.string().nullish(),
  status: z.string().nullish(),
  orgUnit: z.string().nullish(),
  attributes: valuesSchema,
  dataValues: valuesSchema,
});

function pairsOf(values: z.infer<typeof valuesSchema>, name: 'attribute' | 'dataElement'): readonly string[] {
  return values.filter(({ value }) => (value ?? '') !== '').map((each) => `${String(each[name])}=${each.value}`);
}
