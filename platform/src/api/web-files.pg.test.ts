import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApi, type TestApi } from './testing/open-api.ts';

let api: TestApi;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'relais-web-'));
  await mkdir(join(directory, 'assets'));
  await writeFile(
    join(directory, 'index.html'),
    '<meta property="csp-nonce" content="%CSP_NONCE%"><div id="root"></div>',
  );
  await writeFile(join(directory, 'assets/index-abc.js'), 'plain');
  await writeFile(join(directory, 'assets/index-abc.js.br'), 'compressed');
  await writeFile(join(directory, 'relais.svg'), '<svg/>');
  await writeFile(join(directory, 'built-from'), 'abc');
  api = await openTestApi({ webDirectory: directory });
});

afterAll(async () => {
  await api.close();
  await rm(directory, { recursive: true });
});

/** As somebody does who types an address. */
const visit = (url: string, headers: Record<string, string> = { accept: 'text/html,*/*' }) =>
  api.app.inject({ method: 'GET', url, headers });

it('gives its page for any address that a person opens, with a nonce of its own for styles and nothing for scripts', async () => {
  const [home, run] = [await visit('/'), await visit('/runs/12?stage=tracker')];
  expect([home.statusCode, run.statusCode]).toEqual([200, 200]);
  const nonces = [home, run].map(({ body, headers }) => {
    const nonce = /content="([\w-]+)"/.exec(body)?.[1] ?? '';
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}';`);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
    expect(headers['cache-control']).toBe('no-store');
    return nonce;
  });
  expect(new Set(nonces).size).toBe(2);
});

it('gives files whose name holds their digest for good, compressed where the browser takes that', async () => {
  const plain = await visit('/assets/index-abc.js');
  expect([plain.body, plain.headers['cache-control']]).toEqual(['plain', 'public, max-age=31536000, immutable']);
  const packed = await visit('/assets/index-abc.js', { 'accept-encoding': 'gzip, br' });
  expect([packed.body, packed.headers['content-encoding']]).toEqual(['compressed', 'br']);
  expect((await visit('/relais.svg')).headers['cache-control']).toBe('public, max-age=3600');
});

it('answers programs and addresses of the API with a problem, and gives no file from elsewhere', async () => {
  expect((await visit('/api/v1/nothing')).json().code).toBe('ROUTE_UNKNOWN');
  expect((await visit('/assets/old-chunk.js', { accept: '*/*' })).statusCode).toBe(404);
  const outside = await visit('/assets/..%2f..%2fetc%2fpasswd', { accept: '*/*' });
  expect(outside.statusCode).toBeGreaterThanOrEqual(400);
  expect((await api.app.inject({ method: 'POST', url: '/runs' })).statusCode).toBe(404);
});
