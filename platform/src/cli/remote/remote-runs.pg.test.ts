import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSmallServer } from '../../dhis2/testing/small-server.ts';
import { loadRun } from '../../store/run.ts';
import { openRemoteLine, type RemoteLine } from './testing/remote-line.ts';

let remote: RemoteLine;
beforeAll(async () => {
  remote = await openRemoteLine();
  await remote.run(['replication', 'add', 'nightly', 'capital', 'region', '--only', 'metadata']);
  const deleting = ['--deletions', 'users=propagate'];
  await remote.run(['replication', 'add', 'weekly', 'capital', 'region', ...deleting]);
  await remote.run(['replication', 'add', 'trial', 'capital', 'region', '--dry-run']);
});
afterAll(() => remote.close());

async function countRuns(): Promise<number> {
  return (await remote.json(['runs'])).answer.items.length;
}

test('what writes is said before it is started, and a person says yes: which target, at which address, with which options', async () => {
  expect(await remote.run(['replication', 'run', 'nightly'])).toBe(3);
  expect(remote.line.err).toContain('CONFIRMATION_NEEDED');
  expect(await remote.run(['replication', 'run', 'nightly', '--json'], { answers: ['y'] })).toBe(3);
  expect(await remote.run(['replication', 'run', 'weekly'], { answers: ['n'], language: 'fr' })).toBe(3);
  expect(remote.line.err).toContain('  capital → region\n  --deletions users=propagate\n  Ce que la cible seule');
  expect(remote.line.err).toContain('Rien n’a été écrit');
  expect(remote.line.everything).toContain('Écrire dans region (https://region.example.org) ? [o/N]');
  expect(await remote.run(['replicate', 'capital', 'region'], { answers: [''] })).toBe(3);
  expect(remote.line.err).toContain('  capital → region\n  everything\n');
  expect(await remote.run(['replicate', 'capital', 'nowhere'], { answers: ['y'] })).toBe(3);
  expect(remote.line.err).toContain('INSTANCE_NAME_UNKNOWN');
  expect(await countRuns()).toBe(0);
  expect(await remote.run(['replication', 'run', 'nightly', '--detach'], { answers: ['yes'] })).toBe(0);
  expect(remote.line.out).toMatch(/^Run \d+: pending/);
  expect((await remote.json(['replication', 'run', 'nightly', '--yes', '--detach'])).answer).toMatchObject({
    state: 'pending',
  });
  // What writes nothing needs nobody.
  expect(await remote.run(['replication', 'run', 'trial', '--detach'])).toBe(0);
});

test('Ctrl-C ends the watching and the session, not the run, and says how to go on', async () => {
  const controller = new AbortController();
  const watched = remote.runAs(['replication', 'run', 'nightly', '--yes'], { signal: controller.signal });
  while (!remote.line.err.includes('pending')) await new Promise((resolve) => setTimeout(resolve, 10));
  controller.abort();
  expect(await watched).toBe(3);
  const [, run = ''] = /relais run watch (\d+)/.exec(remote.line.err) ?? [];
  expect(remote.line.err).toContain(`Run ${run} goes on at the service`);
  expect(remote.line.err).toContain(`relais run cancel ${run}`);
  const { database } = remote.api.access;
  expect(await loadRun(database, Number(run))).toMatchObject({ state: 'pending' });
  const open = await database.selectFrom('session').select('id').where('ended_at', 'is', null).execute();
  expect(open).toEqual([]);
});

test('a run that ended without a proof is no success', async () => {
  const { answer } = await remote.json(['replication', 'run', 'nightly', '--yes', '--detach']);
  expect(await remote.run(['run', 'cancel', String(answer.run)])).toBe(0);
  expect(await remote.run(['run', 'watch', String(answer.run)], { language: 'fr' })).toBe(3);
  expect(remote.line.err).toMatch(/réplication \d+ {4}source capital → cible region/);
  expect(remote.line.out).toBe(`Exécution ${answer.run} : arrêtée (annulation demandée)\n`);
  expect(await remote.run(['run', 'watch', 'twelve'])).toBe(3);
  expect(remote.line.err).toContain('RUN_NUMBER_INVALID');
});

test('a service that is restarted and an instance that is down are waited for', async () => {
  const moment = '2026-11-22T22:00:00.000Z';
  const none = { refused: 0, impossible: 0, skipped: 0, 'changed-meanwhile': 0, unexplained: 0 };
  const run = {
    ...{ id: 7, mode: 'replicate', source: 'capital', target: 'region', state: 'running', isDryRun: false },
    ...{ interruptions: 0, createdAt: moment, options: { dryRun: false }, totals: {}, findings: none },
    stages: [{ name: 'of a newer release', startedAt: moment }],
    ...{ advances: [], notices: [] },
  };
  const down = { code: 'INSTANCE_DOWN', text: 'https://region.example.org does not answer' };
  const states = [
    run,
    run,
    undefined,
    502,
    { ...run, state: 'paused', reason: down },
    { ...run, state: 'completed', verdict: 'identical' },
  ];
  await using service = await startSmallServer(({ path }, response, socket) => {
    const isRun = path.endsWith('/runs/7');
    const state = isRun && states.length > 1 ? states.shift() : states[0];
    if (state === undefined) {
      socket.destroy();
      return;
    }
    response.writeHead(state === 502 ? 502 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isRun ? state : { items: [] }));
  });
  expect(await remote.run(['--service', service.url, 'run', 'watch', '7'])).toBe(0);
  expect(remote.line.err.match(/does not answer; the run does not depend on that/g)).toHaveLength(1);
  expect(remote.line.err).toContain('paused: https://region.example.org does not answer');
  expect(remote.line.out).toContain('IDENTICAL');
  expect(remote.line.out).toContain(`Report: ${service.url}/runs/7`);
});
