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

it('builds what is missing, leaves what is up to date, and builds again what has changed', async () => {
  const built = join(projectDirectory, 'web/dist');
  expect(await prepare()).toBe(built);
  expect(await prepare()).toBe(built);
  expect(said).toHaveLength(1);
  const page = await readFile(join(built, 'index.html'), 'utf8');
  await writeFile(join(projectDirectory, 'web/src/main.js'), 'document.title = "second";');
  expect(await prepare()).toBe(built);
  expect(await readFile(join(built, 'index.html'), 'utf8')).not.toBe(page);
});

it('says what is wrong where it cannot be built, and goes on without', async () => {
  await writeFile(join(projectDirectory, 'web/src/main.js'), 'import "./nothing.js";');
  expect(await prepare()).toBeUndefined();
  expect(said.at(-1)?.en).toContain('nothing.js');
});

it('serves what came with an installation that has no sources', async () => {
  await rm(join(projectDirectory, 'web/src'), { recursive: true });
  expect(await prepare()).toBeUndefined();
  await mkdir(join(projectDirectory, 'web/dist'));
  await writeFile(join(projectDirectory, 'web/dist/index.html'), 'built elsewhere');
  expect(await prepare()).toBe(join(projectDirectory, 'web/dist'));
  expect(said).toEqual([]);
});
