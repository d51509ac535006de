import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectedInstance } from '../../../dhis2/connect.ts';
import { countsAddUp } from '../../../model/counts.ts';
import { createTestDatabase, type TestDatabase } from '../../../store/test-database.ts';
import { type AskStandin, askStandin } from '../../fixtures/ask-standin.ts';
import { approvalBody, clinics, defaultCombo, fillDetailWorld } from '../../fixtures/detail-world.ts';
import { newRun, runOnce, type TestRun } from '../../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../../fixtures/standin-pair.ts';
import { toldBy } from '../../fixtures/told-by.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const kinds = ['minMaxDataElements', 'lockExceptions', 'dataApprovals'] as const;

const minMax = (element: string, source: string, min: number, max: number, generated = false) => ({
  dataElement: { id: element },
  source: { id: source },
  optionCombo: { id: defaultCombo },
  min,
  max,
  generated,
});
const lockException = (orgUnit: string, period: string) =>
  `/api/lockExceptions?ds=ApDsMonthly&pe=${period}&ou=${orgUnit}`;

/** Approves what the source starts with: two clinics and their region in January, another clinic in February. */
async function fillSource(ask: AskStandin): Promise<void> {
  await ask('POST', '/api/minMaxDataElements', minMax('ApDeNumber1', 'ApOuClinic1', 0, 100));
  await ask('POST', '/api/minMaxDataElements', minMax('ApDeNumber1', 'ApOuClinic2', 1, 50, true));
  await ask('POST', '/api/minMaxDataElements', minMax('ApDeNumber2', 'ApOuClinic2', -5, 5));
  await ask('POST', lockException('ApOuClinic1', '202401'));
  await ask('POST', lockException('ApOuClinic1', '202401'));
  await ask('POST', lockException('ApOuClinic2', '202402'));
  await ask('POST', '/api/dataApprovals/approvals', approvalBody(['ApOuClinic1', 'ApOuClinic2']));
  await ask('POST', '/api/dataApprovals/approvals', approvalBody(['ApOuRegion1']));
  await ask('POST', '/api/dataApprovals/approvals', approvalBody(['ApOuClinic3'], '202402'));
}

describe.each([
  ['2.40.1', '2.40.1'],
  ['2.41.5.1', '2.41.5.1'],
  ['2.42.4.1', '2.42.4.1'],
  ['2.40.1', '2.42.4.1'],
] as const)('what hangs on aggregate data, %s to %s', (from, to) => {
  let pair: StandinPair;
  let source: ConnectedInstance;
  let target: ConnectedInstance;
  let askSource: AskStandin;
  let askTarget: AskStandin;

  async function start(): Promise<void> {
    pair = await startBlankPair([from, to]);
    await Promise.all([fillDetailWorld(pair.source.url), fillDetailWorld(pair.target.url)]);
    [askSource, askTarget] = [askStandin(pair.source.url), askStandin(pair.target.url)];
    await fillSource(askSource);
    [source, target] = await Promise.all([pair.connect('source'), pair.connect('target')]);
  }
  beforeAll(start);
  afterAll(() => pair.close());

  async function run(more: Partial<TestRun> = {}) {
    const ended = await runOnce({ database: store.database, source, target, options: { only: kinds }, ...more });
    for (const kind of kinds) {
      const counts = ended.totals[kind];
      if (counts !== undefined) expect(countsAddUp(counts)).toBe(true);
    }
    const told = await toldBy(store.database, ended.runId);
    return { ...ended, told: told.map(({ type, key, code }) => `${type} ${key} ${code}`) };
  }
  const statesOf = async (ask: AskStandin, ...orgUnits: string[]) => {
    const query = orgUnits.map((uid) => `&ou=${uid}`).join('');
    const found = await ask('GET', `/api/dataApprovals/approvals?wf=ApWfMonthly&pe=202401${query}`);
    return (found as unknown as { state: string }[]).map(({ state }) => state);
  };

  it('arrives, clinics approved before their region; a second run changes nothing', async () => {
    const first = await run();
    expect(first.totals.minMaxDataElements).toMatchObject({ read: 3, created: 3, verified: 3 });
    expect(first.totals.lockExceptions).toMatchObject({ read: 2, created: 2, verified: 2 });
    expect(first.totals.dataApprovals).toMatchObject({ read: 4, created: 4, verified: 4 });
    expect(first.told).toEqual(['dataApprovals dataApprovals APPROVER_NOT_KEPT']);
    expect(first.verdict).toBe('identical');
    const listed = await askTarget('GET', '/api/minMaxDataElements?paging=false&filter=source.id:eq:ApOuClinic2');
    // They are written side by side: whichever arrives first is listed first.
    expect(listed.minMaxDataElements).toHaveLength(2);
    expect(listed.minMaxDataElements).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ min: 1, max: 50, generated: true }),
        expect.objectContaining({ min: -5, max: 5, generated: false }),
      ]),
    );
    expect(await statesOf(askTarget, 'ApOuClinic1', 'ApOuRegion1')).toEqual(['APPROVED_ABOVE', 'APPROVED_HERE']);
    const second = await run();
    expect(second.comparisonDigest).toBe(first.comparisonDigest);
    for (const kind of kinds) expect(second.totals[kind]).toMatchObject({ created: 0, updated: 0 });
  });

  it('follows what changed: other bounds, and approvals that were taken back', async () => {
    await askSource('POST', '/api/minMaxDataElements', minMax('ApDeNumber1', 'ApOuClinic1', 10, 20, true));
    await askSource('POST', '/api/dataApprovals/unapprovals', approvalBody(['ApOuRegion1']));
    await askSource('POST', '/api/dataApprovals/unapprovals', approvalBody(['ApOuClinic2']));
    const { totals, verdict } = await run();
    expect(totals.minMaxDataElements).toMatchObject({ updated: 1, unchanged: 2 });
    expect(totals.dataApprovals).toMatchObject({ created: 0, refused: 0 });
    expect(verdict).toBe('identical');
    expect(await statesOf(askTarget, 'ApOuClinic1', 'ApOuClinic2', 'ApOuRegion1')).toEqual([
      'APPROVED_HERE',
      'UNAPPROVED_READY',
      'UNAPPROVED_WAITING',
    ]);
  });

  it('carries approvals of an org unit and of a workflow that came between two runs over the same connections', async () => {
    const clinic = { id: 'ApOuClinic4', name: 'Clinic4', shortName: 'Clinic4', openingDate: '2000-01-01' };
    const monthly = { periodType: 'Monthly', categoryCombo: { id: 'bjDvmb4bfuf' } };
    const workflow = { id: 'ApWfSecond1', name: 'Second', ...monthly, dataApprovalLevels: [{ id: 'ApLevelClin' }] };
    const dataSet = { id: 'ApDsSecond1', name: 'Second', shortName: 'Second', ...monthly };
    for (const ask of [askSource, askTarget]) {
      const collected = await ask('GET', '/api/dataSets/ApDsMonthly?fields=:owner');
      await ask('POST', '/api/metadata', {
        organisationUnits: [{ ...clinic, parent: { id: 'ApOuRegion2' } }],
        dataApprovalWorkflows: [workflow],
      });
      await ask('POST', '/api/metadata', {
        dataSets: [
          { ...dataSet, workflow: { id: workflow.id }, organisationUnits: [{ id: 'ApOuClinic1' }] },
          { ...collected, organisationUnits: [...clinics, clinic.id].map((id) => ({ id })) },
        ],
      });
    }
    await askSource('POST', '/api/dataApprovals/approvals', approvalBody(['ApOuClinic4']));
    await askSource('POST', '/api/dataApprovals/approvals', { ...approvalBody(['ApOuClinic1']), wf: ['ApWfSecond1'] });
    const { totals, verdict } = await run();
    expect(totals.dataApprovals).toMatchObject({ created: 2, refused: 0 });
    expect(verdict).toBe('identical');
    expect(await statesOf(askTarget, 'ApOuClinic4')).toEqual(['APPROVED_HERE']);
    // As it was, for what comes after.
    await askSource('POST', '/api/dataApprovals/unapprovals', approvalBody(['ApOuClinic4']));
    await askSource('POST', '/api/dataApprovals/unapprovals', {
      ...approvalBody(['ApOuClinic1']),
      wf: ['ApWfSecond1'],
    });
    expect((await run()).verdict).toBe('identical');
  });

  it('lets values of approved cells through', async () => {
    const value = (text: string) => ({
      dataValues: [{ dataElement: 'ApDeNumber1', period: '202401', orgUnit: 'ApOuClinic1', value: text }],
    });
    await expect(askTarget('POST', '/api/dataValueSets', value('1'))).rejects.toThrow('E7642');
    await askSource('POST', '/api/dataValueSets?force=true', value('7'));
    const { totals, told } = await run({ options: { only: ['dataValues', ...kinds] } });
    expect(totals.dataValues).toMatchObject({ created: 1, verified: 1 });
    expect(told).toEqual(['dataApprovals dataApprovals APPROVER_NOT_KEPT']);
  });

  it('leaves what only the target has, until it is told to remove it', async () => {
    await askTarget('POST', '/api/minMaxDataElements', minMax('ApDeNumber1', 'ApOuClinic3', 1, 9));
    await askTarget('POST', lockException('ApOuClinic3', '202402'));
    const extras = [
      'lockExceptions ApDsMonthly/202402/ApOuClinic3 EXTRA_ON_TARGET',
      `minMaxDataElements ApDeNumber1/ApOuClinic3/${defaultCombo} EXTRA_ON_TARGET`,
    ];
    expect((await run()).told).toEqual(expect.arrayContaining(extras));
    const deletions = { minMaxDataElements: 'propagate', lockExceptions: 'propagate' } as const;
    await run({ options: { only: kinds, deletions, maxDeletions: { count: 10 } } });
    expect((await run()).told).toEqual(['dataApprovals dataApprovals APPROVER_NOT_KEPT']);
  });

  it('carries acceptances where they are asked for, and says so where they are not', async () => {
    await askSource('POST', '/api/systemSettings/keyAcceptanceRequiredForApproval?value=true', {});
    const path = from.startsWith('2.42') ? '/api/dataApprovals/dataAcceptances' : '/api/dataAcceptances';
    const accepted = await statesOf(askSource, 'ApOuClinic1');
    if (!accepted.includes('ACCEPTED_HERE')) {
      await askSource('POST', `${path}/acceptances`, approvalBody(['ApOuClinic1']));
    }
    expect((await run()).told.filter((line) => line.includes('ACCEPTANCE'))).not.toEqual([]);
    await askTarget('POST', '/api/systemSettings/keyAcceptanceRequiredForApproval?value=true', {});
    expect((await run()).verdict).toBe('identical');
    expect(await statesOf(askTarget, 'ApOuClinic1')).toEqual(['ACCEPTED_HERE']);
    await askSource('POST', `${path}/unacceptances`, approvalBody(['ApOuClinic1']));
    expect((await run()).verdict).toBe('identical');
    expect(await statesOf(askTarget, 'ApOuClinic1')).toEqual(['APPROVED_HERE']);
  });

  it('is refused in the words of the target, and the rest arrives', async () => {
    await askSource('POST', lockException('ApOuClinic3', '202401'));
    const assigned = { organisationUnits: [{ id: 'ApOuClinic1' }, { id: 'ApOuClinic2' }] };
    const dataSet = await askTarget('GET', '/api/dataSets/ApDsMonthly?fields=:owner');
    await askTarget('POST', '/api/metadata', { dataSets: [{ ...dataSet, ...assigned }] });
    if (from.startsWith('2.40')) {
      await askSource('POST', '/api/minMaxDataElements', minMax('ApDeNumber2', 'ApOuClinic1', 60, 50));
    }
    await askSource('POST', '/api/minMaxDataElements', minMax('ApDeNumber2', 'ApOuClinic3', 1, 2));
    const { told, totals, verdict } = await run();
    expect(told).toContain('lockExceptions ApDsMonthly/202401/ApOuClinic3 HTTP_409');
    expect(told.includes(`minMaxDataElements ApDeNumber2/ApOuClinic1/${defaultCombo} E2044`)).toBe(from !== to);
    expect(totals.minMaxDataElements).toMatchObject({ refused: from === to ? 0 : 1 });
    expect(verdict).toBe('identical-except-refusals');
  });

  describe('resumed', () => {
    let controller: AbortController;
    afterEach(() => controller.abort());

    it('after it was stopped in the middle, ends as if nothing had been', async () => {
      await pair.close();
      await start();
      controller = new AbortController();
      const runId = await newRun(store.database);
      const { entries } = target;
      let writes = 0;
      const stopping = {
        ...target,
        entries: {
          ...entries,
          write: async (...args: Parameters<typeof entries.write>) => {
            writes++;
            if (writes === 3) controller.abort(new Error('killed'));
            return entries.write(...args);
          },
        },
      };
      await expect(run({ runId, target: stopping, signal: controller.signal })).rejects.toThrow();
      const { totals, verdict } = await run({ runId });
      expect(verdict).toBe('identical');
      expect(totals.dataApprovals).toMatchObject({ read: 4, verified: 4 });
      expect(totals.minMaxDataElements).toMatchObject({ read: 3, verified: 3 });
    });
  });
});
