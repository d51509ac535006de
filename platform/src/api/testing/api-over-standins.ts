import type { WorldSize } from '@relais/standin/demo-world.ts';
import { type AskStandin, askStandin } from '../../replication/fixtures/ask-standin.ts';
import { runOnce } from '../../replication/fixtures/run-once.ts';
import { type StandinPair, startPair } from '../../replication/fixtures/standin-pair.ts';
import type { RunOptions } from '../../replication/run-context.ts';
import { sealLogin } from '../../runs/register-instance.ts';
import { saveInstance } from '../../store/instance.ts';
import { createRun } from '../../store/run.ts';
import { openTestApi, type TestApi } from './open-api.ts';

/** The REST API, and the instances `capital` (filled) and `region` (blank at first) that it can speak to. */
export interface ApiOverStandins extends TestApi {
  readonly pair: StandinPair;
  readonly capital: AskStandin;
  readonly region: AskStandin;
  /** The numbers of both instances, for rights. */
  readonly ids: readonly number[];
  /** One run of the whole engine in this process; gives its number. */
  carry(mode: 'replicate' | 'diff', options?: Partial<RunOptions>): Promise<number>;
}

export async function openApiOverStandins(size: WorldSize): Promise<ApiOverStandins> {
  const pair = await startPair(['2.42.4.1', '2.42.4.1'], size);
  const api = await openTestApi({ now: () => new Date() });
  const { database, vault } = api.access;
  const ids: number[] = [];
  for (const [name, { url }] of [
    ['capital', pair.source],
    ['region', pair.target],
  ] as const) {
    const login = { name, url, credentials: { kind: 'basic', username: 'admin', password: 'district' } } as const;
    const kept = { name, url, allowSelfSigned: false, needsApproval: false, ...sealLogin(vault, login) };
    ids.push((await saveInstance(database, kept)).id);
  }
  return {
    ...api,
    ...{ pair, ids },
    capital: askStandin(pair.source.url),
    region: askStandin(pair.target.url),
    carry: async (mode, options = {}) => {
      const references = { sourceReference: 'capital', targetReference: 'region' };
      const runId = await createRun(database, { mode, ...references, options: { dryRun: false, ...options } });
      const sides = { source: await pair.connect('source'), target: await pair.connect('target') };
      await runOnce({ database, ...sides, runId, mode, options });
      return runId;
    },
    close: async () => {
      await api.close();
      await pair.close();
    },
  };
}
