import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { prepareWeb } from '@relais/platform/app/web-build.ts';
import { beforeAll, expect, it } from 'vitest';

const projectDirectory = join(import.meta.dirname, '../..');
let built: string;
let page: string;

beforeAll(async () => {
  const said: string[] = [];
  const say = ({ en }: { readonly en: string }) => said.push(en);
  const directory = await prepareWeb({ projectDirectory, say, signal: AbortSignal.timeout(120_000) });
  if (directory === undefined) throw new Error(said.join('\n'));
  built = directory;
  page = await readFile(join(built, 'index.html'), 'utf8');
});

/** The scripts that the page itself names: few, because on a slow line each question takes its time. */
function entriesOf(html: string): readonly string[] {
  return [...html.matchAll(/src="\/assets\/([^"]+\.js)"/g)].map((match) => match[1] ?? '');
}

/** A script with all that it imports without waiting for somebody to go somewhere. */
async function withImports(script: string, found = new Map<string, number>()): Promise<ReadonlyMap<string, number>> {
  if (found.has(script)) return found;
  const text = await readFile(join(built, 'assets', script), 'utf8');
  found.set(script, gzipSync(text).length);
  for (const [, imported] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) {
    await withImports(imported ?? '', found);
  }
  return found;
}

it('loads less than 300 kB of compressed JavaScript before Home is seen', async () => {
  const loaded = new Map<string, number>();
  for (const entry of entriesOf(page)) {
    const text = await readFile(join(built, 'assets', entry), 'utf8');
    // Home and both languages are counted, too, though nobody fetches more than one of them.
    const lazily = [...text.matchAll(/\.\/((?:HomePage|fr|en)-[\w-]+\.js)/g)].map((match) => match[1] ?? '');
    for (const script of [entry, ...lazily]) await withImports(script, loaded);
  }
  expect([...loaded.keys()].some((script) => script.startsWith('HomePage'))).toBe(true);
  const bytes = [...loaded.values()].reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeLessThan(300_000);
});

it('keeps every screen in a file of its own', async () => {
  const found = new Map<string, number>();
  for (const entry of entriesOf(page)) await withImports(entry, found);
  const first = [...found.keys()];
  expect(first.length).toBeLessThan(4);
  expect(first.filter((script) => /^(Home|Run|Runs|Instances)Page/.test(script))).toEqual([]);
});

it('holds no style and no script in its page, and leaves room for the nonce', () => {
  expect(page).not.toMatch(/<style|<script(?![^>]*\bsrc=)|\son\w+=|style="/);
  expect(page).toContain('content="%CSP_NONCE%"');
});
