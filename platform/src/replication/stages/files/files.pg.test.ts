import { fileResourcesOf } from '@relais/standin/files/file-resource-store.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectedInstance } from '../../../dhis2/connect.ts';
import { countsAddUp } from '../../../model/counts.ts';
import { createTestDatabase, type TestDatabase } from '../../../store/test-database.ts';
import { askStandin } from '../../fixtures/ask-standin.ts';
import { fileUid, fillWithFiles, picture, putFile } from '../../fixtures/file-world.ts';
import { newRun, runOnce, type TestRun } from '../../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../../fixtures/standin-pair.ts';
import { toldBy } from '../../fixtures/told-by.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const only = [
  ...['fileResources', 'documents', 'organisationUnits', 'users', 'categories', 'categoryOptions', 'categoryCombos'],
  ...['categoryOptionCombos', 'dataElements', 'dataSets', 'trackedEntityAttributes', 'trackedEntityTypes', 'programs'],
  ...['programStages', 'dataValues', 'tracker'],
];
const valueFiles = ['AggFile', 'EntFile', 'EntPFile', 'EntImg', 'EvFile', 'EvImg'].map(fileUid);
const allFiles = [...valueFiles, ...['DocFile', 'UnitImg', 'Avatar'].map(fileUid)];

describe.each([
  ['2.40.1', '2.40.1'],
  ['2.41.5.1', '2.41.5.1'],
  ['2.40.1', '2.42.4.1'],
  ['2.42.4.1', '2.41.5.1'],
] as const)('files, %s to %s', (from, to) => {
  let pair: StandinPair;
  let source: ConnectedInstance;
  let target: ConnectedInstance;
  beforeAll(async () => {
    pair = await startBlankPair([from, to]);
    await fillWithFiles(pair.source.url);
    [source, target] = await Promise.all([pair.connect('source'), pair.connect('target')]);
  });
  afterAll(() => pair.close());

  async function run(how: Partial<Pick<TestRun, 'runId' | 'signal' | 'target'>> & { readonly dryRun?: boolean } = {}) {
    const { dryRun, ...rest } = how;
    const options = { dryRun: dryRun ?? false, only };
    const ended = await runOnce({ database: store.database, source, target, options, ...rest });
    for (const counts of Object.values(ended.totals)) expect(countsAddUp(counts)).toBe(true);
    const told = (await toldBy(store.database, ended.runId)).filter(({ cause }) => cause !== 'skipped');
    return { ...ended, files: ended.totals.fileResources, told };
  }
  const onTarget = () => fileResourcesOf(pair.target.instance);

  it('are counted in a dry run, which sends none', async () => {
    const planned = await run({ dryRun: true });
    expect(planned.files).toMatchObject({ read: allFiles.length, created: allFiles.length });
    expect(onTarget().size).toBe(0);
    expect(planned.told.filter(({ cause }) => cause === 'refused')).toEqual([]);
  });

  it('arrive under their UIDs with all that refers to them, though the run is killed in between', async () => {
    const runId = await newRun(store.database);
    const killed = new AbortController();
    const { files } = target;
    const upload: typeof files.upload = async (...args) => {
      const refusal = await files.upload(...args);
      if (onTarget().size >= 4) killed.abort(new Error('killed'));
      return refusal;
    };
    const dying = { ...target, files: { ...files, upload } };
    await expect(run({ runId, signal: killed.signal, target: dying })).rejects.toThrow('killed');
    const ended = await run({ runId });
    expect(ended.told).toEqual([]);
    expect(ended.verdict).toBe('identical');
    expect(ended.files).toMatchObject({ read: allFiles.length, refused: 0, impossible: 0, verified: allFiles.length });
    expect([...onTarget().keys()].sort()).toEqual([...allFiles].sort());
    const bytes = (uid: string) => onTarget().get(uid)?.content.toString();
    expect(bytes(fileUid('DocFile'))).toBe('hé');
    expect(bytes(fileUid('EvFile'))).toBe('EvFile');
    expect(onTarget().get(fileUid('DocFile'))?.name).toBe('été.txt');
    const { url } = await askStandin(pair.target.url)('GET', `/api/documents/${fileUid('Doc')}`);
    expect(url).toBe(fileUid('DocFile'));
  });

  it('are not sent again by a second run', async () => {
    const before = [...onTarget().values()].map(({ created }) => created.getTime());
    const second = await run();
    expect(second.verdict).toBe('identical');
    for (const { created, updated } of Object.values(second.totals)) expect([created, updated]).toEqual([0, 0]);
    expect(second.files).toMatchObject({
      read: allFiles.length,
      unchanged: allFiles.length,
      verified: allFiles.length,
    });
    expect([...onTarget().values()].map(({ created }) => created.getTime())).toEqual(before);
  });

  it('stay with a document, an enrollment and a picture that change', async () => {
    const ask = askStandin(pair.source.url);
    const document = await ask('GET', `/api/documents/${fileUid('Doc')}?fields=:owner`);
    await ask('POST', '/api/metadata?skipValidation=true', { documents: [{ ...document, name: 'Guide, 2e' }] });
    const enrollment = await ask('GET', `/api/tracker/enrollments/${fileUid('Enroll')}?fields=*`);
    await ask('POST', '/api/tracker?async=false', { enrollments: [{ ...enrollment, attributes: [], followUp: true }] });
    const image = { domain: 'ORG_UNIT', name: 'photo.png', type: 'image/png', content: picture('new') };
    await putFile(pair.source.url, fileUid('UnitNew'), image);
    const unit = await ask('GET', `/api/organisationUnits/${fileUid('Unit')}?fields=:owner`);
    const changed = { ...unit, image: { id: fileUid('UnitNew') } };
    await ask('POST', '/api/metadata', { organisationUnits: [changed] });
    const third = await run();
    expect(third.told).toEqual([]);
    expect(third.verdict).toBe('identical');
    expect(third.totals.documents).toMatchObject({ updated: 1 });
    expect(third.totals.enrollments).toMatchObject({ updated: 1 });
    expect(third.files).toMatchObject({ created: 1 });
    expect(onTarget().has(fileUid('UnitNew'))).toBe(true);
    expect((await run()).totals.documents).toMatchObject({ unchanged: 2 });
  });
});

describe.each([
  ['2.40.1', '2.40.1'],
  ['2.42.4.1', '2.42.4.1'],
] as const)('files, %s to %s, of an answer that nobody kept', (from, to) => {
  let pair: StandinPair;
  beforeAll(async () => {
    pair = await startBlankPair([from, to]);
    await fillWithFiles(pair.source.url);
  });
  afterAll(() => pair.close());

  it('are counted as if nothing had been', async () => {
    const [source, target] = [await pair.connect('source'), await pair.connect('target')];
    const runId = await newRun(store.database);
    let killed = new AbortController();
    const dying = diesAfterEachKind(target, () => killed.abort(new Error('killed')));
    const run = () =>
      runOnce({ database: store.database, source, target: dying, runId, options: { only }, signal: killed.signal });
    for (let deaths = 0; deaths < 4; deaths++) {
      await expect(run()).rejects.toThrow('killed');
      killed = new AbortController();
    }
    const ended = await run();
    expect(ended.verdict).toBe('identical');
    const { created = 0, unchanged = 0, ...others } = ended.totals.fileResources ?? {};
    expect(others).toMatchObject({ read: allFiles.length, refused: 0, impossible: 0, verified: allFiles.length });
    expect(created + unchanged).toBe(allFiles.length);
  });

  it('are brought again where a target has lost them under what names them', async () => {
    const held = fileResourcesOf(pair.target.instance);
    for (const lost of ['AggFile', 'EvFile']) held.delete(fileUid(lost));
    const [source, target] = [await pair.connect('source'), await pair.connect('target')];
    const ended = await runOnce({ database: store.database, source, target, options: { only } });
    expect(ended.verdict).toBe('identical');
    expect(ended.totals.fileResources).toMatchObject({ read: allFiles.length, created: 2, verified: allFiles.length });
    expect(ended.totals.dataValues).toMatchObject({ updated: 0, unchanged: 1 });
  });
});

/** A target that takes the first import of data values, and of each kind of tracker object, whereupon the run dies. */
function diesAfterEachKind(target: ConnectedInstance, die: () => void): ConnectedInstance {
  const taken = new Set<string>();
  const dieOnce = (kind: string) => {
    if (taken.has(kind)) return;
    taken.add(kind);
    die();
  };
  return {
    ...target,
    importDataValues: async (...args) => {
      const report = await target.importDataValues(...args);
      dieOnce('dataValues');
      args[1].signal.throwIfAborted();
      return report;
    },
    importTracker: async (...args) => {
      const report = await target.importTracker(...args);
      dieOnce(Object.keys(args[0]).join());
      args[1].signal.throwIfAborted();
      return report;
    },
  };
}

it('come for what a selection carries, and for nothing else', async () => {
  await using stack = new AsyncDisposableStack();
  const pair = await startBlankPair(['2.42.4.1', '2.42.4.1']);
  stack.defer(() => pair.close());
  await fillWithFiles(pair.source.url);
  const [source, target] = [await pair.connect('source'), await pair.connect('target')];
  const selection = { types: ['documents'] };
  const ended = await runOnce({ database: store.database, source, target, options: { selection } });
  expect(ended.totals.fileResources).toMatchObject({ read: 1, created: 1, verified: 1 });
  expect([...fileResourcesOf(pair.target.instance).keys()]).toEqual([fileUid('DocFile')]);
});
