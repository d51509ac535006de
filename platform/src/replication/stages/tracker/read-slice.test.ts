import { describe, expect, test } from 'vitest';
import type { TrackerObject, TrackerType } from '../../../model/tracker-objects.ts';
import { createTrackerInstance } from '../../in-memory/tracker-instance.ts';
import { entity, exampleMetadata, fillWithExamples } from './example-programs.ts';
import { countSlice, readSlice } from './read-slice.ts';
import { readTrackerCatalogue } from './tracker-catalogue.ts';
import { slicesOf } from './tracker-slice.ts';

const signal = new AbortController().signal;

async function readAll(release: string, type: TrackerType) {
  const reader = createTrackerInstance({ release, metadata: exampleMetadata });
  fillWithExamples(reader, 4, 3);
  reader.put('trackedEntities', entity(9, { deleted: true }));
  const side = { reader, toItsUid: (uid: string) => uid };
  const objects: TrackerObject[] = [];
  const counts: (number | undefined)[] = [];
  for (const slice of slicesOf(type, await readTrackerCatalogue(reader, signal))) {
    counts.push(await countSlice(side, slice, signal));
    for await (const object of readSlice(side, slice, signal)) objects.push(object);
  }
  return { objects, counts };
}

describe.each(['2.40.1', '2.41.5.1', '2.42.4.1', '2.43.1'])('a reading of %s', (release) => {
  test('gives every object once, those without enrollment too, and none that is deleted', async () => {
    const uids = async (type: TrackerType, key: string) =>
      (await readAll(release, type)).objects.map((object) => object[key]).sort();
    expect(await uids('trackedEntities', 'trackedEntity')).toHaveLength(4);
    expect(await uids('enrollments', 'enrollment')).toEqual(['En000000001', 'En000000002', 'En000000003']);
    expect(new Set(await uids('events', 'event')).size).toBe(6);
    expect(await uids('events', 'event')).toHaveLength(6);
  });

  test('gives every relationship once, wherever it starts', async () => {
    const { objects } = await readAll(release, 'relationships');
    expect(objects.map(({ relationship }) => relationship).sort()).toEqual([
      'Relation001',
      'Relation002',
      'Relation003',
    ]);
  });

  test('gives enrollments with the attributes that only their program has', async () => {
    const { objects } = await readAll(release, 'enrollments');
    expect(objects[0]?.attributes).toContainEqual({ attribute: 'AttrCardNum', value: 'card-1' });
    expect(objects[0]?.trackedEntity).toBe('Te000000001');
  });
});

test('relationships are not counted: nothing lists them by themselves', async () => {
  expect((await readAll('2.42.4.1', 'relationships')).counts).toEqual([undefined]);
});
