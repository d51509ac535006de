import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDemoWorld } from '../../demo-world.ts';
import { type Standin, startStandin } from '../../server.ts';
import { planHierarchy } from '../metadata/organisation-units.ts';
import { PAPER } from '../metadata/paper-files.ts';
import { FILE } from './upload-files.ts';

const size = { organisationUnits: 12, dataValues: 50, trackedEntities: 2, packages: false };
const [district] = planHierarchy(size.organisationUnits).districts;

describe.each(['2.40.1', '2.41.5.1', '2.42.4.1'])('files, approvals and deletions of the world on %s', (release) => {
  let standin: Standin;
  beforeAll(async () => {
    standin = await startStandin({ release });
    await loadDemoWorld(standin.url, size);
    await loadDemoWorld(standin.url, size);
  });
  afterAll(() => standin.close());

  async function ask(path: string) {
    const authorization = `Basic ${Buffer.from('admin:district').toString('base64')}`;
    const reply = await fetch(`${standin.url}/api/${path}`, { headers: { authorization } });
    return { status: reply.status, type: reply.headers.get('content-type') ?? '', text: await reply.text() };
  }
  const json = async (path: string) => JSON.parse((await ask(path)).text);

  it('has a file of every domain that the release knows, each named by something', async () => {
    for (const [name, uid] of Object.entries(FILE)) {
      const isKnown = name !== 'icon' || release !== '2.40.1';
      expect([name, (await ask(`fileResources/${uid}`)).status]).toEqual([name, isKnown ? 200 : 404]);
    }
    expect((await ask('documents/WRs00000003/data')).text).toContain('guide de saisie');
    expect(await json('organisationUnits/WOu00000001?fields=image[id]')).toEqual({ image: { id: FILE.map } });
    expect(await json('users/WUs00000001?fields=avatar[id]')).toEqual({ avatar: { id: FILE.avatar } });
    const values = await json(`dataValueSets?dataSet=${PAPER.dataSet}&period=202501&orgUnit=${district?.id}`);
    expect(values.dataValues.map(({ value }: { value: string }) => value).sort()).toEqual(['12', FILE.report]);
    const event = await ask('tracker/events/WEv95000000?fields=dataValues[value]');
    expect(event.text).toContain(FILE.result);
    expect(event.text).toContain(FILE.wound);
    const icons = release === '2.40.1' ? undefined : await json('icons/pastille_bleue');
    expect(icons?.description).toBe(release === '2.40.1' ? undefined : 'Pastille');
    expect((await ask('files/style')).text).toContain('.rien');
  });

  it('has two approved districts', async () => {
    const states = await json(`dataApprovals/approvals?wf=WAw00000001&pe=202501&ou=${district?.id}`);
    expect(JSON.stringify(states)).toContain('APPROVED_HERE');
  });

  it('has a person who was entered and deleted', async () => {
    expect((await ask('tracker/trackedEntities/WTe95000001')).status).toBe(404);
    expect((await ask('tracker/events/WEv95000001')).status).toBe(404);
  });
});
