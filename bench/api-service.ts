import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Access } from '../platform/src/access/access.ts';
import { createPasswordHashing } from '../platform/src/access/password-hashing.ts';
import { issueToken } from '../platform/src/access/personal-tokens.ts';
import { addUser } from '../platform/src/access/users.ts';
import type { TokenScope, UserRole } from '../platform/src/model/user-role.ts';
import { sealLogin } from '../platform/src/runs/register-instance.ts';
import { startRun } from '../platform/src/runs/start-run.ts';
import type { Database } from '../platform/src/store/database.ts';
import { inTransaction } from '../platform/src/store/in-transaction.ts';
import { saveInstance } from '../platform/src/store/instance.ts';
import { createLedger } from '../platform/src/store/ledger.ts';
import { openStore } from '../platform/src/store/open-store.ts';
import { createReplication } from '../platform/src/store/replication.ts';
import { saveRunOutcome } from '../platform/src/store/run.ts';
import { moveRun } from '../platform/src/store/run-transition.ts';
import { openVault } from '../platform/src/vault/open-vault.ts';

/** `relais serve` in a process of its own, over a database with users, instances and runs that have ended. */
export interface ApiService {
  readonly url: string;
  readonly pid: number;
  readonly database: Database;
  /** Headers of a user with these scopes. */
  tokenOf(role: UserRole, scopes: readonly TokenScope[]): Promise<string>;
  /** What the service has written to its log. */
  said(): string;
  stop(): Promise<void>;
}

const pair = { source: 'capital', target: 'region' } as const;

export async function startApiService({ runs }: { readonly runs: number }): Promise<ApiService> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'relais-api-'));
  const ended = new AbortController();
  const store = await openStore({ dataDirectory, signal: ended.signal });
  const { database } = store;
  const vault = await openVault({ key: undefined, dataDirectory });
  const actor = { kind: 'system', name: 'bench' } as const;
  const access: Access = { database, vault, passwords: createPasswordHashing(), now: () => new Date(), actor };
  await addUser(access, { username: 'administrator', role: 'administrator', password: 'trois pirogues vertes' });
  const ids: number[] = [];
  for (const name of [pair.source, pair.target]) {
    // Nobody listens there, and nobody else's server is asked.
    const url = 'http://127.0.0.1:9';
    const credentials = { kind: 'basic', username: 'admin', password: 'district' } as const;
    const login = sealLogin(vault, { name, url, credentials });
    ids.push((await saveInstance(database, { name, url, allowSelfSigned: false, needsApproval: false, ...login })).id);
  }
  const references = { sourceReference: pair.source, targetReference: pair.target };
  await createReplication(database, { name: 'nightly', ...references, options: { dryRun: false } });
  for (let number = 0; number < runs; number += 1) await addEndedRun(database);
  const { child, url, said } = await serve(dataDirectory);
  return {
    ...{ url, database, said },
    pid: child.pid ?? 0,
    tokenOf: async (role, scopes) => {
      const rights = ids.map((instanceId) => ({ instanceId, mayWrite: role !== 'reader', mayUnmask: false }));
      const user = await addUser(access, {
        username: `${role}-${scopes.join('-')}`,
        role,
        password: undefined,
        rights,
      });
      return `Bearer ${(await issueToken(access, user, { name: 'bench', scopes, days: 1 })).token}`;
    },
    stop: async () => {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await exited;
      await store.close();
      ended.abort();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** A run that goes on, as far as its watchers can tell: nobody carries it out but the bench. */
export async function addRunningRun(database: Database): Promise<number> {
  const run = await startRun(database, { mode: 'diff', ...pair, options: { dryRun: false }, startedBy: 'bench' });
  await database.deleteFrom('piece').where('run_id', '=', run).execute();
  const reason = { code: 'RUN_TAKEN' } as const;
  await inTransaction(database, (transaction) => moveRun(transaction, run, { to: 'running', reason, toldBy: 'bench' }));
  return run;
}

async function addEndedRun(database: Database): Promise<void> {
  const run = await startRun(database, { mode: 'diff', ...pair, options: { dryRun: false }, startedBy: 'bench' });
  const finding = { type: 'dataElements', cause: 'refused', code: 'E5003', message: 'is not unique' } as const;
  const findings = Array.from({ length: 200 }, (_, index) => ({ ...finding, key: `DEbench${1000 + index}` }));
  await createLedger(database, run).finishChunk({ stage: 'metadata', key: 'wave-0', counts: {}, findings });
  await database.deleteFrom('piece').where('run_id', '=', run).execute();
  await inTransaction(database, async (transaction) => {
    const causes = { refused: 200, impossible: 0, skipped: 0, 'changed-meanwhile': 0, unexplained: 0 };
    await moveRun(transaction, run, { to: 'running', reason: { code: 'RUN_TAKEN' }, toldBy: 'bench' });
    await saveRunOutcome(transaction, run, { verdict: 'identical-except-refusals', totals: {}, findings: causes });
    const reason = { code: 'RUN_DONE_WITH_REFUSALS' } as const;
    await moveRun(transaction, run, { to: 'completed-with-refusals', reason, toldBy: 'bench' });
  });
}

async function serve(dataDirectory: string) {
  const main = join(import.meta.dirname, '../platform/src/app/main.ts');
  const env = {
    ...process.env,
    ...{
      LANG: 'C',
      RELAIS_DATA: dataDirectory,
      RELAIS_REQUESTS_PER_MINUTE: '1000000',
      RELAIS_ALLOW_ADDRESSES: 'loopback',
    },
  };
  const child: ChildProcess = spawn(process.execPath, [main, 'serve', '--port', '0'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (text += part.toString()));
  for (;;) {
    const found = /(http:\/\/127\.0\.0\.1:\d+)\/api/.exec(text);
    if (found?.[1] !== undefined) return { child, url: found[1], said: () => text };
    if (child.exitCode !== null) throw new Error(text);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
