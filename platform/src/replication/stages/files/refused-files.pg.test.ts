import { fileResourcesOf } from '@relais/standin/files/file-resource-store.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConnectedInstance } from '../../../dhis2/connect.ts';
import { countsAddUp } from '../../../model/counts.ts';
import { createTestDatabase, type TestDatabase } from '../../../store/test-database.ts';
import { askStandin } from '../../fixtures/ask-standin.ts';
import { fileUid, fillWithFiles, putFile } from '../../fixtures/file-world.ts';
import { runOnce } from '../../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../../fixtures/standin-pair.ts';
import { toldBy } from '../../fixtures/told-by.ts';

let store: TestDatabase;
let pair: StandinPair | undefined;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(async () => {
  await pair?.close();
  await store.drop();
});

const only = [
  ...['fileResources', 'documents', 'organisationUnits', 'users', 'categories', 'categoryOptions', 'categoryCombos'],
  ...['categoryOptionCombos', 'dataElements', 'dataSets', 'trackedEntityAttributes', 'trackedEntityTypes', 'programs'],
  ...['programStages', 'dataValues', 'tracker'],
];

async function runBetween(source: ConnectedInstance, target: ConnectedInstance) {
  const ended = await runOnce({ database: store.database, source, target, options: { only } });
  for (const counts of Object.values(ended.totals)) expect(countsAddUp(counts)).toBe(true);
  const told = (await toldBy(store.database, ended.runId)).filter(({ cause }) => cause !== 'skipped');
  return { ...ended, told: told.map(({ type, key, code }) => `${type} ${key} ${code}`) };
}

it('a file that is refused or lost keeps nothing back but what is nothing without it', async () => {
  pair = await startBlankPair(['2.40.1', '2.42.4.1']);
  const address = pair.source.url;
  await fillWithFiles(address);
  const ask = askStandin(address);
  // 2.40 takes any file for a picture, 2.42 looks at it.
  const text = { domain: 'ORG_UNIT', name: 'note.txt', type: 'text/plain', content: Buffer.from('no picture') };
  await putFile(address, fileUid('NoImg'), text);
  const below = { id: fileUid('Below'), name: 'Poste', shortName: 'Poste', openingDate: '2020-01-01' };
  const organisationUnits = [{ ...below, parent: { id: fileUid('Unit') }, image: { id: fileUid('NoImg') } }];
  await ask('POST', '/api/metadata', { organisationUnits });
  for (const lost of ['DocFile', 'AggFile', 'EvFile']) fileResourcesOf(pair.source.instance).delete(fileUid(lost));
  const [source, target] = await Promise.all([pair.connect('source'), pair.connect('target')]);

  const first = await runBetween(source, target);
  expect(first.verdict).toBe('identical-except-refusals');
  expect(first.told.sort()).toEqual(
    [
      `dataValues ${fileUid('AggElem')}/202401/${fileUid('Unit')}/HllvX50cXC0/HllvX50cXC0 DEPENDS_ON_REFUSED`,
      `documents ${fileUid('Doc')} DEPENDS_ON_REFUSED`,
      `events ${fileUid('Event')} DEPENDS_ON_REFUSED`,
      `fileResources ${fileUid('AggFile')} FILE_NOT_ON_SOURCE`,
      `fileResources ${fileUid('DocFile')} FILE_NOT_ON_SOURCE`,
      `fileResources ${fileUid('EvFile')} FILE_NOT_ON_SOURCE`,
      `fileResources ${fileUid('NoImg')} HTTP_409`,
      `organisationUnits ${fileUid('Below')} DEPENDS_ON_REFUSED`,
    ].sort(),
  );
  expect(first.totals.events).toMatchObject({ read: 1, created: 0, refused: 1 });
  const onTarget = askStandin(pair.target.url);
  const event = await onTarget('GET', `/api/tracker/events/${fileUid('Event')}?fields=dataValues`);
  expect(event).toMatchObject({ dataValues: [{ dataElement: fileUid('EvIElem'), value: fileUid('EvImg') }] });
  const unit = await onTarget('GET', `/api/organisationUnits/${fileUid('Below')}?fields=name,image`);
  expect(unit).toEqual({ name: 'Poste' });

  const second = await runBetween(source, target);
  expect(second.told).toEqual(first.told);
  for (const { created } of Object.values(second.totals)) expect(created).toBe(0);
  expect(second.totals.events).toMatchObject({ updated: 0, refused: 1 });
  await pair.close();
});

it('the file of another event, which 2.42 gives out, is not taken for the one that was asked for', async () => {
  pair = await startBlankPair(['2.42.4.1', '2.42.4.1']);
  const address = pair.source.url;
  await fillWithFiles(address);
  const ask = askStandin(address);
  const later = { domain: 'DATA_VALUE', name: 'later.txt', type: 'text/plain', content: Buffer.from('later') };
  await putFile(address, fileUid('Later'), later);
  const event = await ask('GET', `/api/tracker/events/${fileUid('Event')}?fields=*`);
  const dataValues = [{ dataElement: fileUid('EvFElem'), value: fileUid('Later') }];
  await ask('POST', '/api/tracker?async=false', { events: [{ ...event, event: fileUid('Event2'), dataValues }] });
  const [source, target] = await Promise.all([pair.connect('source'), pair.connect('target')]);

  const ended = await runBetween(source, target);
  expect(ended.told).toEqual([
    `events ${fileUid('Event')} DEPENDS_ON_REFUSED`,
    `fileResources ${fileUid('EvFile')} FILE_NOT_GIVEN_OUT`,
  ]);
  const held = fileResourcesOf(pair.target.instance);
  expect(held.get(fileUid('Later'))?.content.toString()).toBe('later');
  expect(held.has(fileUid('EvFile'))).toBe(false);
});

it('a file that the source is still storing is the same file', async () => {
  pair = await startBlankPair(['2.42.4.1', '2.42.4.1']);
  await fillWithFiles(pair.source.url);
  const held = fileResourcesOf(pair.source.instance);
  for (const name of ['DocFile', 'Avatar']) {
    const file = held.get(fileUid(name));
    if (file === undefined) throw new Error(`no ${name}`);
    held.set(file.uid, { ...file, created: new Date(Date.now() + 3_600_000) });
  }
  const [source, target] = await Promise.all([pair.connect('source'), pair.connect('target')]);
  expect((await runBetween(source, target)).told).toEqual([]);
});
