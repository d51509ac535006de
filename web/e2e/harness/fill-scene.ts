import { importConstants } from './import-constants.ts';
import { ended, type Scene } from './open-scene.ts';

/** What a service holds that has been used for a while. */
export interface FullScene {
  /** A comparison that has ended. */
  readonly diff: number;
  /** A run that waits for a second person. */
  readonly waitingRun: number;
  /** Somebody with the role of an operator, who was invited. */
  readonly invited: number;
}

/** Fills every screen of a service: over the API, as people would by the pages. */
export async function fillScene({ client, pair }: Scene): Promise<FullScene> {
  const rights = [{ instance: 'capitale' }, { instance: 'region', mayWrite: true }];
  const { user } = await client.post<{ user: { id: number } }>('/users', {
    ...{ username: 'moussa', role: 'operator', email: 'moussa@example.org', rights },
  });
  await client.post('/users', { username: 'fatou', role: 'reader', usesOpenId: true });
  await client.post('/account/tokens', { name: 'sauvegarde-de-nuit', scopes: ['look', 'run'], days: 90 });
  const webhook = { kind: 'webhook', settings: { url: `${pair.source.url}/none` }, secret: 'quatre chevaux blancs' };
  await client.put('/notices/channels/relais-central', webhook);
  await client.put('/notices/rules/equipe', { channel: 'relais-central', severity: 'info', timeZone: 'Africa/Dakar' });
  await client.put('/settings/retention', { keepDays: 365, keepRuns: 50 });
  const pairOfInstances = { source: 'capitale', target: 'region' };
  await client.post('/replications', { name: 'chaque-nuit', ...pairOfInstances, options: {} });
  await client.put('/replications/chaque-nuit/schedule', {
    ...{ cron: '30 2 * * *', timeZone: 'Africa/Dakar', window: '22:00-05:00' },
  });
  await makeDifferences(pair);
  const { run: diff } = await client.post<{ run: number }>('/diffs', pairOfInstances);
  await ended(client, diff);
  await client.patch('/instances/region', { needsApproval: true });
  const { run: waitingRun } = await client.post<{ run: number }>('/runs', pairOfInstances);
  await untilItWaits(client, waitingRun);
  return { diff, waitingRun, invited: user.id };
}

/** A run that writes to an instance with approval stops once its plan is there. */
async function untilItWaits(client: Scene['client'], run: number): Promise<void> {
  while (true) {
    const { state, reason } = await client.get<{ state: string; reason?: { code: string } }>(`/runs/${run}`);
    if (state === 'paused' || state === 'completed') return;
    if (state === 'failed') throw new Error(`run ${run} failed: ${reason?.code}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Something new in the source, something changed, and something that only the target has. */
async function makeDifferences({ source, target }: Scene['pair']): Promise<void> {
  await importConstants(source.url, [
    ['RelaisE2E01', 'Taux de conversion', 655.957],
    ['RelaisE2E02', 'Seuil épidémique', 15],
  ]);
  await importConstants(target.url, [
    ['RelaisE2E02', 'Seuil épidémique', 10],
    ['RelaisE2E03', 'Ancien seuil', 12],
  ]);
}
