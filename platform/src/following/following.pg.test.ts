import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clinics, defaultCombo } from '../replication/fixtures/detail-world.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { type FollowedPair, startFollowedPair } from './fixtures/followed-pair.ts';

let given: TestDatabase;
beforeAll(async () => {
  given = await createTestDatabase();
});
afterAll(() => given.drop());

const [clinic] = clinics;
const value = (period: string, content: Record<string, unknown>) => ({
  dataElement: 'ApDeNumber1',
  period,
  orgUnit: clinic,
  ...content,
});
/** Periods of the last year, `yyyyMM`: what was withdrawn longer ago waits for the comparison of everything. */
const months = [100, 65].map((days) =>
  new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 7).replace('-', ''),
);
const element = (id: string, name: string) => ({
  id,
  name,
  shortName: name,
  domainType: 'AGGREGATE',
  valueType: 'NUMBER',
  aggregationType: 'SUM',
  categoryCombo: { id: 'bjDvmb4bfuf' },
});
const entity = (number: number) => ({
  trackedEntity: `ApTePerson${number}`,
  trackedEntityType: 'ApTetPerson',
  orgUnit: clinic,
});
const enrollment = (number: number) => ({
  enrollment: `ApEnPerson${number}`,
  trackedEntity: `ApTePerson${number}`,
  program: 'ApProgTrack',
  orgUnit: clinic,
  status: 'ACTIVE',
  enrolledAt: '2024-01-01',
  occurredAt: '2024-01-01',
});
const event = (number: number, content: Record<string, unknown> = {}) => ({
  event: `ApEvPerson${number}`,
  enrollment: `ApEnPerson${number}`,
  trackedEntity: `ApTePerson${number}`,
  program: 'ApProgTrack',
  programStage: 'ApStageVisi',
  orgUnit: clinic,
  status: 'ACTIVE',
  occurredAt: '2024-01-02',
  ...content,
});

describe.each(['2.40.1', '2.41.5.1', '2.42.4.1'])('what changes on a %s', (release) => {
  let world: FollowedPair;
  beforeAll(async () => {
    world = await startFollowedPair(given.database, [release, release], {
      options: { deletions: { '*': 'propagate' }, maxDeletions: { count: 100 } },
    });
    await world.askSource('POST', '/api/metadata', { dataElements: [element('ApDeNumber4', 'four')] });
    await world.askSource('POST', '/api/dataValueSets', {
      dataValues: [value('202401', { value: '1' }), value('202402', { value: '2' })],
    });
    const registration = { dataSet: 'ApDsMonthly', organisationUnit: clinic, completed: true };
    await world.askSource('POST', '/api/completeDataSetRegistrations', {
      completeDataSetRegistrations: [{ ...registration, period: months[0] }],
    });
    await world.askSource('POST', '/api/tracker?async=false', {
      trackedEntities: [entity(1), entity(2)],
      enrollments: [enrollment(1), enrollment(2)],
      events: [event(1), event(2)],
    });
    await world.cycles(1);
  });
  afterAll(() => world.close());

  const targetValues = async () => {
    const query = `dataSet=ApDsMonthly&orgUnit=${clinic}&startDate=2024-01-01&endDate=2025-01-01`;
    const { dataValues } = await world.askTarget('GET', `/api/dataValueSets?${query}`);
    return Object.fromEntries(
      (Array.isArray(dataValues) ? dataValues : []).map((each) => [each.period, each.value] as const),
    );
  };
  const targetRegistrations = async () => {
    const query = `dataSet=ApDsMonthly&orgUnit=${clinic}&startDate=2000-01-01&endDate=2100-01-01`;
    const { completeDataSetRegistrations } = await world.askTarget('GET', `/api/completeDataSetRegistrations?${query}`);
    return Array.isArray(completeDataSetRegistrations) ? completeDataSetRegistrations.map(({ period }) => period) : [];
  };
  const targetHas = (path: string) =>
    world.askTarget('GET', path).then(
      () => true,
      () => false,
    );

  test('metadata created, updated and deleted', { timeout: 240_000 }, async () => {
    await world.askSource('POST', '/api/metadata', { dataElements: [element('ApDeNumber3', 'three')] });
    await world.cycles(2);
    expect(await world.askTarget('GET', '/api/dataElements/ApDeNumber3?fields=name')).toEqual({ name: 'three' });
    await world.askSource('POST', '/api/metadata', { dataElements: [element('ApDeNumber3', 'third')] });
    await world.askSource('DELETE', '/api/dataElements/ApDeNumber4');
    await world.cycles(2);
    expect(await world.askTarget('GET', '/api/dataElements/ApDeNumber3?fields=name')).toEqual({ name: 'third' });
    expect(await targetHas('/api/dataElements/ApDeNumber4')).toBe(false);
  });

  test('sharing and members', { timeout: 240_000 }, async () => {
    await world.askSource('PUT', '/api/sharing?type=dataElement&id=ApDeNumber2', {
      object: { publicAccess: 'r-------', externalAccess: false, userAccesses: [], userGroupAccesses: [] },
    });
    await world.askSource('DELETE', `/api/dataSets/ApDsMonthly/organisationUnits/${clinics[2]}`);
    await world.cycles(2);
    const shared = await world.askTarget('GET', '/api/dataElements/ApDeNumber2?fields=sharing[public]');
    expect(shared).toEqual({ sharing: { public: 'r-------' } });
    const { organisationUnits } = await world.askTarget(
      'GET',
      '/api/dataSets/ApDsMonthly?fields=organisationUnits[id]',
    );
    expect(organisationUnits).toHaveLength(2);
  });

  test('values written, changed and deleted', { timeout: 240_000 }, async () => {
    expect(await targetValues()).toEqual({ '202401': '1', '202402': '2' });
    await world.askSource('POST', '/api/dataValueSets', {
      dataValues: [value('202402', { value: '22' }), value('202403', { value: '3' })],
    });
    const query = `de=ApDeNumber1&pe=202401&ou=${clinic}&co=${defaultCombo}`;
    await world.askSource('DELETE', `/api/dataValues?${query}`);
    const { runs } = await world.cycles(2);
    expect(await targetValues()).toEqual({ '202402': '22', '202403': '3' });
    expect(runs.map(({ only }) => only)).toEqual([['dataValues']]);
  });

  test('completeness set and withdrawn', { timeout: 240_000 }, async () => {
    expect(await targetRegistrations()).toEqual([months[0]]);
    await world.askSource('POST', '/api/completeDataSetRegistrations', {
      completeDataSetRegistrations: [
        { dataSet: 'ApDsMonthly', period: months[1], organisationUnit: clinic, completed: true },
      ],
    });
    await world.askSource('DELETE', `/api/completeDataSetRegistrations?ds=ApDsMonthly&pe=${months[0]}&ou=${clinic}`);
    await world.cycles(2);
    expect(await targetRegistrations()).toEqual([months[1]]);
  });

  test('tracker objects created, updated and deleted', { timeout: 240_000 }, async () => {
    await world.askSource('POST', '/api/tracker?async=false', {
      trackedEntities: [entity(3)],
      enrollments: [enrollment(3)],
      events: [event(3), event(1, { occurredAt: '2024-02-03' })],
    });
    await world.askSource('POST', '/api/tracker?async=false&importStrategy=DELETE', {
      events: [{ event: 'ApEvPerson2' }],
    });
    await world.cycles(2);
    expect(await targetHas('/api/tracker/trackedEntities/ApTePerson3')).toBe(true);
    expect(await targetHas('/api/tracker/events/ApEvPerson3')).toBe(true);
    const updated = await world.askTarget('GET', '/api/tracker/events/ApEvPerson1?fields=occurredAt');
    expect(String(updated.occurredAt)).toMatch(/^2024-02-03/);
    expect(await targetHas('/api/tracker/events/ApEvPerson2')).toBe(false);
    await world.askSource('POST', '/api/tracker?async=false&importStrategy=DELETE', {
      trackedEntities: [{ trackedEntity: 'ApTePerson2' }],
    });
    await world.cycles(2);
    expect(await targetHas('/api/tracker/trackedEntities/ApTePerson2')).toBe(false);
  });

  test('a setting', { timeout: 240_000 }, async () => {
    await world.askSource('POST', '/api/systemSettings', { keyAnalysisRelativePeriod: 'LAST_6_MONTHS' });
    await world.cycles(3);
    const settings = await world.askTarget('GET', '/api/systemSettings');
    expect(settings.keyAnalysisRelativePeriod).toBe('LAST_6_MONTHS');
  });
});
