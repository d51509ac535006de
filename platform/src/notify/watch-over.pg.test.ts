import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveInstance } from '../store/instance.ts';
import { createRun, saveRunOutcome } from '../store/run.ts';
import { saveCertificate } from '../store/run-traffic.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { watchOver } from './watch-over.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const at = (text: string) => new Date(text);

async function told(): Promise<readonly unknown[]> {
  const rows = await store.database.selectFrom('notice_event').select(['name', 'args']).orderBy('id').execute();
  return rows.map(({ name, args }) => ({ name, args }));
}

/** A replication with a schedule, defined on the first of March. */
async function plan(name: string): Promise<number> {
  const { id } = await store.database
    .insertInto('replication')
    .values({ name, source_reference: 'production', target_reference: 'training', options: '{}' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const created = { created_at: at('2026-03-01T00:00:00Z') } as object;
  await store.database.updateTable('replication').set(created).where('id', '=', id).execute();
  const schedule = { replication_id: id, cron: '0 22 * * *', time_zone: 'UTC', if_running: 'wait' } as const;
  const rest = { window_from: null, window_to: null, run_id: null, paused_for: null };
  const considered = { considered_until: at('2026-03-01T00:00:00Z') };
  await store.database
    .insertInto('schedule')
    .values({ ...schedule, ...rest, ...considered })
    .execute();
  return id;
}

test('certificates that end and replications that have long not ended well are told, each once a day', async () => {
  const instance = { username: 'relais', secretKind: 'password', secret: '-', allowSelfSigned: false } as const;
  for (const name of ['production', 'training']) {
    await saveInstance(store.database, { ...instance, name, url: `https://${name}.example.org` });
  }
  const issuer = 'an authority';
  await saveCertificate(store.database, 'https://production.example.org', {
    endsAt: at('2026-03-20T00:00:00Z'),
    issuer,
  });
  await saveCertificate(store.database, 'https://training.example.org', { endsAt: at('2027-03-20T00:00:00Z'), issuer });
  const good = await plan('good');
  await plan('overdue');
  const references = { sourceReference: 'production', targetReference: 'training' };
  const runId = await createRun(store.database, { mode: 'replicate', ...references, options: {}, replicationId: good });
  const findings = { refused: 0, impossible: 0, skipped: 0, 'changed-meanwhile': 0, unexplained: 0 };
  await saveRunOutcome(store.database, runId, { verdict: 'identical', totals: {}, findings });
  const finished = { state: 'completed', finished_at: at('2026-03-09T22:00:00Z') } as const;
  await store.database.updateTable('run').set(finished).where('id', '=', runId).execute();

  await watchOver(store.database, at('2026-03-10T10:00:00Z'));
  await watchOver(store.database, at('2026-03-10T11:00:00Z'));
  const certificate = { name: 'instance.certificate-ends', args: { instance: 'production', days: 9 } };
  const overdue = { name: 'replication.overdue', args: { replication: 'overdue', target: 'training', hours: 226 } };
  expect(await told()).toEqual([certificate, overdue]);
  await watchOver(store.database, at('2026-03-11T10:00:00Z'));
  expect(await told()).toHaveLength(4);
  await store.database
    .updateTable('notice_event')
    .set({ routed_at: at('2026-03-11T10:00:00Z') })
    .execute();
  await watchOver(store.database, at('2026-06-30T10:00:00Z'));
  expect((await told()).slice(0, -3)).toEqual([]);
});
