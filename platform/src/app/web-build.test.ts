import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Bilingual } from '../model/language.ts';
import { prepareWeb } from './web-build.ts';

const root = join(import.meta.dirname, '../../..');
let projectDirectory: string;
let said: Bilingual[];

/** A project with a page of one line, which the project's own Vite builds. */
beforeEach(async () => {
  projectDirectory = await mkdtemp(join(tmpdir(), 'relais-build-'));
  said = [];
  await mkdir(join(projectDirectory, 'web/src'), { recursive: true });
  await symlink(join(root, 'node_modules'), join(projectDirectory, 'node_modules'));
  await cp(join(root, 'web/package.json'), join(projectDirectory, 'web/package.json'));
  await writeFile(join(projectDirectory, 'web/index.html'), '<script type="module" src="/src/main.js"></script>');
  await writeFile(join(projectDirectory, 'web/src/main.js'), 'document.title = "first";');
});
afterEach(() => rm(projectDirectory, { recursive: true }));

const prepare = () =>
  prepareWeb({ projectDirectory, say: (message) => said.push(message), signal: AbortSignal.timeout(120_000) });

it('builds what is missing, leaves what is up to date, and builds what has changed beside what somebody may be serving', async () => {
  const first = (await prepare()) ?? '';
  expect(await prepare()).toBe(first);
  expect(said).toHaveLength(1);
  const page = await readFile(join(first, 'index.html'), 'utf8');
  await writeFile(join(projectDirectory, 'web/src/main.js'), 'document.title = "second";');
  const second = (await prepare()) ?? '';
  expect(second).not.toBe(first);
  expect(await readFile(join(second, 'index.html'), 'utf8')).not.toBe(page);
  expect(await readFile(join(first, 'index.html'), 'utf8')).toBe(page);
});

it('says what is wrong where it cannot be built, and goes on without', async () => {
  await writeFile(join(projectDirectory, 'web/src/main.js'), 'import "./nothing.js";');
  expect(await prepare()).toBeUndefined();
  expect(said.at(-1)?.en).toContain('nothing.js');
});

it('serves what came with an installation that has no sources', async () => {
  const built = await prepare();
  await rm(join(projectDirectory, 'web/src'), { recursive: true });
  said.length = 0;
  expect(await prepare()).toBe(built);
  await rm(join(projectDirectory, 'web/dist'), { recursive: true });
  expect(await prepare()).toBeUndefined();
  expect(said).toEqual([]);
});
