import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const script = join(import.meta.dirname, '../../../.ci/audit.mjs');

/** What the registry of a test says of every package that npm looks up beside asking for advisories. */
const packument = { name: 'fastify', versions: { '5.0.0': { name: 'fastify', version: '5.0.0' } } };

/** Runs the audit of `.ci/run` against a registry of our own. */
async function audit(answer: (response: ServerResponse) => void): Promise<{ code: number; said: string }> {
  const registry = createServer((request, response) => {
    const isQuestion = request.method === 'GET';
    request.resume().on('end', () => (isQuestion ? response.end(JSON.stringify(packument)) : answer(response)));
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  const { port } = registry.address() as AddressInfo;
  const cache = await mkdtemp(join(tmpdir(), 'relais-audit-'));
  // npm is the machine's own, as it is for CI.
  const env = {
    ...process.env,
    npm_config_cache: cache,
    npm_config_registry: `http://127.0.0.1:${port}/`,
    npm_config_fetch_retries: '0',
  };
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (text: Buffer) => {
    said += text.toString();
  });
  const [code] = await once(child, 'close');
  registry.closeAllConnections();
  registry.close();
  await rm(cache, { recursive: true });
  return { code, said };
}

const advisory = (severity: string) => ({
  ...{ id: 1, url: 'https://advisories.example.org/1', title: 'A weakness', severity, vulnerable_versions: '<99' },
  ...{ cwe: [], cvss: { score: 8, vectorString: null } },
});

test('a serious one is named, a low one is counted, and neither fails a build', async () => {
  const high = await audit((response) => response.end(JSON.stringify({ fastify: [advisory('high')] })));
  expect(high.said).toContain('high: fastify');
  expect(high.code).toBe(0);
  const low = await audit((response) => response.end(JSON.stringify({ fastify: [advisory('low')] })));
  expect(low.said).toMatch(/0 critical, 0 high, 0 moderate, [1-9]/);
  expect(low.code).toBe(0);
});

test('a registry that cannot be asked is told, and fails nothing', async () => {
  const { code, said } = await audit((response) => response.writeHead(405).end());
  expect(said).toContain('not done, the registry could not be asked');
  expect(code).toBe(0);
});
