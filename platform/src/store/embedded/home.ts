import { randomUUID } from 'node:crypto';
import { access, chown, link, mkdir, mkdtemp, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { canWrite, chooseAccount, type ServerAccount } from './account.ts';

/** The directory that holds a cluster and its password, and the account that PostgreSQL runs under. */
export interface Home {
  readonly directory: string;
  readonly account: ServerAccount | undefined;
}

/** In the data directory: the cluster itself, or a note that says where it had to be put. */
const folderName = 'postgresql';
const noteName = 'postgresql-location';
/** In a home outside: the data directory that it belongs to. */
const belongingName = 'belongs-to';

/** Where a cluster is put that cannot be in the data directory, by preference. */
const outsideFolders = ['/var/lib/relais', join(tmpdir(), 'relais')];

/**
 * Finds or makes the home of the data directory's cluster. It is inside the data directory, unless PostgreSQL's account cannot get
 * there (the project is below /root, or in a folder with mode 0700): then it is elsewhere, and a note in the data directory says where.
 */
export async function findHome(dataDirectory: string): Promise<Home> {
  const inside = join(dataDirectory, folderName);
  const noted = await readNote(dataDirectory);
  if (noted !== undefined) return { directory: noted, account: await chooseAccount(noted) };
  await mkdir(dataDirectory, { recursive: true });
  if (await holdsSomething(inside)) {
    const account = await chooseAccount(inside);
    if (await canWrite(account, inside)) return { directory: inside, account };
    // Never a new, empty database beside one that is there.
    throw new PlatformError('EMBEDDED_DATABASE_FORBIDDEN', { args: { directory: inside } });
  }
  const account = await chooseAccount(undefined);
  await makeOwned(inside, account);
  if (await canWrite(account, inside)) return { directory: inside, account };
  await removeEmpty(inside);
  return { directory: await makeOutside(dataDirectory, account), account };
}

async function holdsSomething(directory: string): Promise<boolean> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new PlatformError('EMBEDDED_DATABASE_FORBIDDEN', { args: { directory }, cause: error });
  });
  return names.length > 0;
}

/** Only what is empty goes, and another process may have been quicker. */
async function removeEmpty(directory: string): Promise<void> {
  await rmdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

async function makeOwned(directory: string, account: ServerAccount | undefined): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (account) await chown(directory, account.uid, account.gid);
}

/** Makes a new home outside; of several processes that do so at once, the first to leave its note wins. */
async function makeOutside(dataDirectory: string, account: ServerAccount | undefined): Promise<string> {
  const home = await makeUnderFirstWritable(account);
  // For whoever finds this directory one day. We never remove it by ourselves: a data directory may be away for an hour only.
  await writeFile(join(home, belongingName), `${dataDirectory}\n`);
  const draft = join(dataDirectory, `${noteName}-${randomUUID()}`);
  await writeFile(draft, `${home}\n`);
  const isFirst = await link(draft, join(dataDirectory, noteName)).then(
    () => true,
    () => false,
  );
  await rm(draft);
  if (isFirst) return home;
  await rm(home, { recursive: true });
  return (await readNote(dataDirectory)) ?? home;
}

async function makeUnderFirstWritable(account: ServerAccount | undefined): Promise<string> {
  const failures: unknown[] = [];
  for (const parent of outsideFolders) {
    try {
      await mkdir(parent, { recursive: true, mode: 0o755 });
      const home = await mkdtemp(join(parent, 'cluster-'));
      await makeOwned(home, account);
      if (await canWrite(account, home)) return home;
      await rm(home, { recursive: true });
    } catch (error) {
      failures.push(error);
    }
  }
  throw new AggregateError(failures, `no directory for PostgreSQL below ${outsideFolders.join(' or ')}`);
}

async function readNote(dataDirectory: string): Promise<string | undefined> {
  const note = await readFile(join(dataDirectory, noteName), 'utf8').catch(() => undefined);
  const home = note?.trim();
  return home !== undefined && (await exists(home)) ? home : undefined;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
