import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunOutcome } from '../model/run-outcome.ts';
import type { RunState } from '../model/run-state.ts';
import { openDatabase } from '../store/database.ts';
import { saveInstance } from '../store/instance.ts';
import { saveTrouble } from '../store/instance-trouble.ts';
import { createRun, saveRunOutcome, setRunState } from '../store/run.ts';
import { addTraffic, saveCertificate } from '../store/run-traffic.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { checkReadiness, createHeartbeats } from './health.ts';
import { loadKpis } from './kpis.ts';
import { createMeasures } from './registry.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());
beforeEach(async () => {
  for (const table of ['run', 'instance', 'instance_trouble', 'instance_certificate'] as const) {
    await store.database.deleteFrom(table).execute();
  }
});

const none = {
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  refused: 0,
  skipped: 0,
  impossible: 0,
  deleted: 0,
  verified: 0,
};

function outcome(verdict: RunOutcome['verdict'] = 'identical'): RunOutcome {
  return {
    verdict,
    totals: {
      organisationUnits: { ...none, read: 10, created: 4, unchanged: 6, verified: 10 },
      dataValues: { ...none, read: 100, created: 70, updated: 20, refused: 10, verified: 90 },
    },
    findings: { refused: 10, impossible: 0, skipped: 0, 'changed-meanwhile': 0, unexplained: 0 },
  };
}

interface EndedRun {
  readonly state?: RunState;
  readonly seconds?: number;
  readonly endedAt?: string;
  readonly outcome?: RunOutcome | undefined;
  readonly mode?: 'replicate' | 'verify';
}

async function ended({
  state = 'completed',
  seconds = 60,
  endedAt = '2026-03-10T10:00:00Z',
  mode,
  ...run
}: EndedRun = {}) {
  const references = { sourceReference: 'production', targetReference: 'https://training.example.org/x?token=planted' };
  const runId = await createRun(store.database, { mode: mode ?? 'replicate', ...references, options: {} });
  await setRunState(store.database, runId, 'running');
  if ('outcome' in run ? run.outcome : true) await saveRunOutcome(store.database, runId, run.outcome ?? outcome());
  await setRunState(store.database, runId, state);
  const at = new Date(endedAt);
  await store.database
    .updateTable('run')
    .set({ started_at: new Date(at.getTime() - seconds * 1_000), finished_at: at })
    .where('id', '=', runId)
    .execute();
  return runId;
}

/** The lines of a measure, without comments. */
async function linesOf(name: string, measures = createMeasures(store.database)): Promise<readonly string[]> {
  const text = await measures.render();
  return text.split('\n').filter((line) => new RegExp(`^${name}[{ ]`).test(line));
}

describe('what a monitoring system reads', () => {
  test('runs, durations and volumes', async () => {
    await ended();
    await ended({ state: 'failed', seconds: 30, outcome: undefined });
    await ended({ mode: 'verify' });
    expect(await linesOf('relais_runs')).toContain('relais_runs{state="failed"} 1');
    expect(await linesOf('relais_runs_finished_total')).toEqual([
      'relais_runs_finished_total{mode="replicate",state="completed"} 1',
      'relais_runs_finished_total{mode="replicate",state="failed"} 1',
      'relais_runs_finished_total{mode="verify",state="completed"} 1',
    ]);
    expect(await linesOf('relais_run_seconds_total')).toContain(
      'relais_run_seconds_total{mode="replicate",state="failed"} 30',
    );
    expect(await linesOf('relais_objects_total')).toContain('relais_objects_total{result="created"} 74');
    expect(await linesOf('relais_data_values_total')).toContain('relais_data_values_total{result="updated"} 20');
  });

  test('lines, instances and the age of the last good run; no address with a secret', async () => {
    const runId = await ended();
    await addTraffic(store.database, runId, 'source', { requests: 8, retries: 2, sentBytes: 5, receivedBytes: 1_000 });
    await addTraffic(store.database, runId, 'source', { requests: 2, retries: 0, sentBytes: 5, receivedBytes: 24 });
    const instance = { username: 'relais', secretKind: 'password', secret: '-', allowSelfSigned: false } as const;
    for (const name of ['production', 'training']) {
      await saveInstance(store.database, { ...instance, name, url: `https://${name}.example.org` });
    }
    const args = { address: 'https://training.example.org' };
    await saveTrouble(store.database, { ...args, kind: 'down', code: 'DHIS2_UNREACHABLE', args, firstProbeMs: 1_000 });
    await saveCertificate(store.database, 'https://production.example.org', {
      endsAt: new Date('2027-01-01T00:00:00Z'),
      issuer: 'an authority',
    });
    expect(await linesOf('relais_bytes_total')).toContain(
      'relais_bytes_total{side="source",direction="received"} 1024',
    );
    expect(await linesOf('relais_request_retries_total')).toEqual(['relais_request_retries_total{side="source"} 2']);
    expect(await linesOf('relais_instance_up')).toEqual([
      'relais_instance_up{instance="production",trouble=""} 1',
      'relais_instance_up{instance="training",trouble="down"} 0',
    ]);
    expect(await linesOf('relais_instance_certificate_end_timestamp_seconds')).toEqual([
      'relais_instance_certificate_end_timestamp_seconds{instance="production"} 1798761600',
    ]);
    expect(await linesOf('relais_last_good_run_timestamp_seconds')).toEqual([
      'relais_last_good_run_timestamp_seconds{source="production",target="training.example.org/x",replication=""} 1773136800',
    ]);
    expect(await createMeasures(store.database).render()).not.toContain('planted');
  });

  test('a run that is taken up again makes no counter fall, and counts once when it has ended again', async () => {
    const measures = createMeasures(store.database);
    const runId = await ended({ state: 'cancelled' });
    const before = await linesOf('relais_runs_finished_total', measures);
    await setRunState(store.database, runId, 'running');
    expect(await linesOf('relais_runs_finished_total', measures)).toEqual(before);
    await setRunState(store.database, runId, 'completed');
    const completed = 'relais_runs_finished_total{mode="replicate",state="completed"} 1';
    expect(await linesOf('relais_runs_finished_total', measures)).toEqual([...before, completed]);
  });

  test('two readers at once read the same', async () => {
    await ended();
    const measures = createMeasures(store.database);
    const texts = await Promise.all([measures.render(), measures.render(), measures.render()]);
    const own = (text: string) => text.split('\n').filter((line) => line.startsWith('relais_'));
    expect(texts.map(own)).toEqual([own(texts[0] ?? ''), own(texts[0] ?? ''), own(texts[0] ?? '')]);
  });
});

describe('what people ask of a month', () => {
  test('mean time, rates and volumes of a period, from the same numbers', async () => {
    const first = await ended({ seconds: 60 });
    await ended({ seconds: 180, state: 'completed-with-refusals' });
    await ended({ seconds: 30, state: 'failed', outcome: undefined });
    await ended({ seconds: 10, state: 'cancelled', outcome: undefined });
    await ended({ mode: 'verify', seconds: 1_000 });
    await ended({ endedAt: '2026-04-01T00:00:00Z', seconds: 9_999 });
    await addTraffic(store.database, first, 'source', { requests: 90, retries: 9, sentBytes: 1, receivedBytes: 5_000 });
    await addTraffic(store.database, first, 'target', { requests: 10, retries: 1, sentBytes: 4_000, receivedBytes: 1 });
    const march = { since: new Date('2026-03-01T00:00:00Z'), until: new Date('2026-04-01T00:00:00Z') };
    const kpis = await loadKpis(store.database, march);
    expect(kpis).toEqual({
      runs: 4,
      meanSeconds: 70,
      errorRate: 1 / 3,
      retryRate: 0.1,
      refusalRate: 20 / (20 + 188),
      objectsWritten: 188,
      dataValuesWritten: 180,
      bytesRead: 5_000,
      bytesWritten: 4_000,
    });
  });

  test('a month without runs has no mean and no rates', async () => {
    expect(await loadKpis(store.database, { since: new Date() })).toMatchObject({
      runs: 0,
      meanSeconds: undefined,
      errorRate: undefined,
      retryRate: undefined,
    });
  });
});

describe('alive and ready', () => {
  test('a loop that is silent for too long calls for a restart, and says which', () => {
    let now = 0;
    const beats = createHeartbeats(() => now);
    const beat = beats.expect('notices', 60_000);
    beats.expect('scheduler', 120_000);
    now = 50_000;
    beat();
    now = 100_000;
    expect(beats.liveness()).toMatchObject({ isWell: true });
    now = 115_000;
    expect(beats.liveness()).toEqual({
      isWell: false,
      checks: [
        { name: 'notices', isWell: false, reason: 'silent for 65 s' },
        { name: 'scheduler', isWell: true },
      ],
    });
  });

  test('ready with a migrated database, not while it stops', async () => {
    const ready = (isStopping: boolean) => checkReadiness(store.database, { isStopping, timeoutMs: 30_000 });
    expect(await ready(false)).toMatchObject({ isWell: true });
    expect(await ready(true)).toMatchObject({ isWell: false });
    await sql`insert into migration (name, digest) values ('9999-later.sql', '-')`.execute(store.database);
    expect((await ready(false)).checks).toEqual([{ name: 'database', isWell: false, reason: 'not migrated' }]);
    await sql`delete from migration where name = '9999-later.sql'`.execute(store.database);
  });

  test('not ready without a database, and no word of where it should be', async () => {
    const gone = openDatabase('postgres://relais:planted@127.0.0.1:9/relais');
    const health = await checkReadiness(gone, { isStopping: false, timeoutMs: 30_000 });
    await gone.destroy();
    expect(health.isWell).toBe(false);
    expect(JSON.stringify(health)).not.toMatch(/planted|127/);
  });
});
