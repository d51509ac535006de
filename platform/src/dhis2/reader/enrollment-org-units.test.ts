import { describe, expect, it } from 'vitest';
import { collect } from '../testing/collect.ts';
import { nobody, startSmallInstance, wholesome } from '../testing/small-instance.ts';
import { type Answer, sendJson } from '../testing/small-server.ts';

const enrollments = [
  { enrollment: 'EnElsewhere', orgUnit: 'OUcountry01' },
  { enrollment: 'EnGoneByNow', orgUnit: 'OUcountry01' },
];
const selection = {
  program: 'ProgPerson1',
  orgUnit: 'OUcountry01',
  fields: 'trackedEntity,enrollments[enrollment,orgUnit]',
};

/** A list of entities whose enrollments say the entity's org unit; one by one they say their own, until they are gone. */
function answersOf(gone: ReadonlySet<string>): Answer {
  const own = (uid: string) => ({ enrollment: uid, orgUnit: 'OUdistrict1' });
  return ({ path, query }, response) => {
    const one = /^\/api\/tracker\/enrollments\/(\w+)$/.exec(path)?.[1];
    const many = query.get('enrollment')?.split(';');
    if (one !== undefined) return gone.has(one) ? sendJson(response, {}, 404) : sendJson(response, own(one));
    if (many?.some((uid) => gone.has(uid))) return sendJson(response, {}, 500);
    if (many !== undefined) return sendJson(response, { instances: many.map(own) });
    sendJson(response, { instances: [{ trackedEntity: 'TePerson001', enrollments }], total: 1 });
  };
}

async function read(release: string, gone: readonly string[]) {
  const info = { ...Object(wholesome['/api/system/info']), version: release };
  await using small = await startSmallInstance(answersOf(new Set(gone)), { ...wholesome, '/api/system/info': info });
  const [entity] = await collect(small.instance.readTracker('trackedEntities', selection, nobody));
  return { entity, asked: small.server.seen.filter(({ path }) => path.startsWith('/api/tracker/enrollments')).length };
}

describe('enrollments inside a tracked entity', () => {
  it('say their own org unit, which a 2.40 is asked for', async () => {
    const { entity, asked } = await read('2.40.1', []);
    expect(entity?.enrollments).toEqual(enrollments.map((each) => ({ ...each, orgUnit: 'OUdistrict1' })));
    expect(asked).toBe(1);
  });

  it('are left out when they are gone by then, and hold back no other', async () => {
    const { entity } = await read('2.40.1', ['EnGoneByNow']);
    expect(entity?.enrollments).toEqual([{ enrollment: 'EnElsewhere', orgUnit: 'OUdistrict1' }]);
  });

  it('are taken at their word from 2.41 on', async () => {
    const { asked } = await read('2.41.5.1', []);
    expect(asked).toBe(0);
  });
});
