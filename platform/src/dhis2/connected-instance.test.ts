import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Standin, startStandin } from '../../../standin/src/server.ts';
import type { DataValue } from '../model/data-value.ts';
import type { MetadataPayload } from '../model/metadata-object.ts';
import type { TrackerObject, TrackerPayload } from '../model/tracker-objects.ts';
import type { ConnectedInstance } from './connect.ts';
import { collect } from './testing/collect.ts';
import { readRecording, recordedReleases } from './testing/recording.ts';
import { connectTo, nobody } from './testing/small-instance.ts';

const signal = nobody;
const everything = { startDate: '1900-01-01', endDate: '2200-12-31', orgUnits: ['OUcountry01'], children: true };

/** What was sent to a real server of the release is sent to a stand-in by way of the client, and read back. */
describe.each(recordedReleases)('a connected %s', (release) => {
  const { step } = readRecording(release);
  const sent = (name: string) => Object(step(name).request.body);
  let standin: Standin;
  let instance: ConnectedInstance;

  const importMetadata = (payload: MetadataPayload) => instance.importMetadata(payload, { signal });

  beforeAll(async () => {
    standin = await startStandin({ release, contextPath: '/dhis' });
    instance = await connectTo(standin.url, { role: 'target' });
    expect(await importMetadata(sent('meta-create-orgunits'))).toMatchObject({ status: 'OK', stats: { created: 8 } });
    await instance.assignOrganisationUnits(['OUcountry01'], signal);
    for (const name of ['meta-create-categories-with-cocs', 'meta-create-aggregate', 'meta-create-tracker']) {
      expect(await importMetadata(sent(name)), name).toMatchObject({ status: 'OK', errors: [] });
    }
  });
  afterAll(async () => {
    await instance.close();
    await standin.close();
  });

  it('says who and what it is', () => {
    const { facts } = instance;
    expect(facts).toMatchObject({ address: standin.url, release, account: { username: 'admin', uid: 'M5zQapPyTZI' } });
    expect(facts.schemas.byPlural.get('dataElements')).toMatchObject({ metadata: true, endpoint: '/dataElements' });
    expect(facts.schemas.byKlass.get('org.hisp.dhis.dataelement.DataElement')?.plural).toBe('dataElements');
    expect(facts.schemas.byPlural.get('dataSets')?.properties.map(({ key }) => key)).toContain('dataSetElements');
  });

  it('gives its account the org units beside those it has', async () => {
    await instance.assignOrganisationUnits(['OUregion001'], signal);
    const again = await connectTo(standin.url, { role: 'source' });
    expect(again.facts.account.organisationUnits.toSorted()).toEqual(['OUcountry01', 'OUregion001']);
    expect(again.facts.account.searchOrganisationUnits).toHaveLength(2);
    await again.close();
  });

  it('reads each type that it takes, as many objects as it counts', async () => {
    const { byPlural } = instance.facts.schemas;
    const types = [...byPlural.values()].filter(({ metadata, endpoint }) => metadata && endpoint !== undefined);
    expect(types.length).toBeGreaterThan(60);
    let read = 0;
    for (const { plural } of types) {
      const objects = await collect(instance.readMetadata(plural, { signal }));
      expect(objects.length, plural).toBe(await instance.countMetadata(plural, signal));
      read += objects.length;
    }
    expect(read).toBeGreaterThan(40);
  });

  it('reads an object with all it owns, so that writing it back changes nothing', async () => {
    const [before] = await collect(instance.readMetadata('dataSets', { signal, uids: ['DSMensuel01'] }));
    if (before === undefined) throw new Error('The data set is not there');
    expect(before.dataSetElements).toBeInstanceOf(Array);
    expect(await importMetadata({ dataSets: [before] })).toMatchObject({ status: 'OK', stats: { updated: 1 } });
    const [after] = await collect(instance.readMetadata('dataSets', { signal, uids: ['DSMensuel01'] }));
    expect({ ...after, lastUpdated: '', version: 0 }).toEqual({ ...before, lastUpdated: '', version: 0 });
  });

  it('refuses as a report, and writes nothing of a refused import', async () => {
    const refused = await importMetadata(sent('meta-invalid-reference'));
    expect(refused).toMatchObject({
      status: 'ERROR',
      detailed: true,
      errors: [
        { type: 'dataElements', uid: 'DEBadRef001', code: 'E5002', property: 'categoryCombo', value: 'aaaaaaaaaaa' },
      ],
    });
    const count = await instance.countMetadata('constants', signal);
    const validated = await instance.importMetadata(sent('meta-validate'), { signal, validateOnly: true });
    expect(validated).toMatchObject({ status: 'OK', stats: { created: 1 } });
    expect(await instance.countMetadata('constants', signal)).toBe(count);
  });

  it('takes and gives data values with comment, follow-up and deletion', async () => {
    const { dataValues } = sent('dv-import') as { dataValues: DataValue[] };
    const options = { signal, dataSet: 'DSMensuel01' };
    const report = await instance.importDataValues(dataValues, options);
    expect(report).toMatchObject({ status: 'OK', conflicts: [] });
    const elements = new Set(dataValues.map(({ dataElement }) => dataElement));
    const slice = { ...everything, dataSet: 'DSMensuel01', dataElements: [...elements] };
    const values = await collect(instance.readDataValues(slice, signal));
    expect(values).toHaveLength(report.imported);
    expect(values).toContainEqual(expect.objectContaining({ comment: 'vérifié', followup: true }));
    const [first] = values;
    if (first === undefined) throw new Error('No value was read');
    await instance.importDataValues([{ ...first, deleted: true }], options);
    expect(await collect(instance.readDataValues(slice, signal))).toHaveLength(values.length - 1);
    const withDeleted = await collect(instance.readDataValues({ ...slice, includeDeleted: true }, signal));
    expect(withDeleted.filter(({ deleted }) => deleted)).toHaveLength(1);
  });

  it('tells the places of refused data values', async () => {
    const { dataValues } = sent('dv-conflicts') as { dataValues: DataValue[] };
    const report = await instance.importDataValues(dataValues, { signal, validateOnly: true });
    expect(report).toMatchObject({ status: 'WARNING', detailed: true });
    expect(report.rejectedIndexes).toContain(0);
    expect(report.conflicts.map(({ code }) => code)).toContain('E7610');
  });

  it('takes and gives completeness registrations', async () => {
    const { completeDataSetRegistrations } = sent('complete-import');
    const report = await instance.importCompleteness(completeDataSetRegistrations, { signal });
    expect(report).toMatchObject({ status: 'WARNING', imported: 1, ignored: 1 });
    const read = await collect(instance.readCompleteness({ ...everything, dataSet: 'DSMensuel01' }, signal));
    expect(read).toMatchObject([{ dataSet: 'DSMensuel01', organisationUnit: 'OUfacility1', period: '202401' }]);
  });

  it('takes tracker objects and gives them flat, each once', async () => {
    const payload: TrackerPayload = sent('tr-import');
    expect(await instance.importTracker(payload, { signal })).toMatchObject({ status: 'OK', stats: { created: 7 } });
    const selection = { program: 'ProgTracker', orgUnit: 'OUcountry01' };
    const uids = (list: TrackerObject[], key: string) => list.map((object) => object[key]).sort();
    const entities = await collect(instance.readTracker('trackedEntities', selection, signal));
    expect(uids(entities, 'trackedEntity')).toEqual(['TrackedEnt1', 'TrackedEnt2']);
    for (const entity of entities) expect(entity).not.toHaveProperty('enrollments');
    const enrollments = await collect(instance.readTracker('enrollments', selection, signal));
    expect(uids(enrollments, 'enrollment')).toEqual(['Enrollment1', 'Enrollment2']);
    const events = await collect(instance.readTracker('events', { ...selection, pageSize: 1 }, signal));
    expect(uids(events, 'event')).toEqual(['EventVisit1']);
    expect(await instance.countTracker('enrollments', selection, signal)).toBe(2);
  });

  it('refuses single tracker objects and takes the others', async () => {
    const report = await instance.importTracker(sent('tr-errors-object'), { signal });
    expect(report).toMatchObject({ status: 'WARNING', stats: { created: 1, ignored: 4 } });
    expect(report.errors.map(({ uid }) => uid)).toContain('EventBadOu1');
    const deletion = { events: [{ event: 'EventGood01' }] };
    expect(await instance.importTracker(deletion, { signal, importStrategy: 'DELETE' })).toMatchObject({
      status: 'OK',
      stats: { deleted: 1 },
    });
  });
});
