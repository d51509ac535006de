import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { access, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Bilingual } from '../model/language.ts';

/** Everything that the build is made of, below the project's folder. */
const sources = [
  'web/src',
  'web/public',
  'web/index.html',
  'web/vite.config.ts',
  'web/documentation',
  'contract/src',
  'docs',
  'package-lock.json',
];
/** More than these serve nobody any more. */
const keptBuilds = 6;
/** What a build says at its end where it fails, as far as people want to read it. */
const longestReason = 2_000;

export interface WebBuild {
  readonly projectDirectory: string;
  readonly say: (message: Bilingual) => void;
  readonly signal: AbortSignal;
}

/**
 * Where the web application lies, built now where there is no build of these sources yet. Each build has a directory of its own, so that a service which
 * is running keeps the files that its page names. An installation without sources serves what came with it. Where it cannot be built that is said, and
 * the service does without: undefined.
 */
export async function prepareWeb({ projectDirectory, say, signal }: WebBuild): Promise<string | undefined> {
  const builds = join(projectDirectory, 'web/dist');
  const digest = await digestOf(projectDirectory);
  if (digest === undefined) return (await buildsIn(builds))[0];
  const wanted = join(builds, digest.slice(0, 16));
  if (await exists(wanted)) return wanted;
  say({ fr: 'l’application web est construite…', en: 'the web application is being built…' });
  const draft = join(builds, `draft-${process.pid}`);
  const failure = await build(projectDirectory, draft, signal);
  if (failure !== undefined) {
    await rm(draft, { recursive: true, force: true });
    say({
      fr: `l’application web n’a pas pu être construite, l’API REST est servie sans elle : ${failure}`,
      en: `the web application could not be built, the REST API is served without it: ${failure}`,
    });
    return undefined;
  }
  await moveInto(wanted, draft);
  for (const old of (await buildsIn(builds)).slice(keptBuilds)) await rm(old, { recursive: true, force: true });
  return wanted;
}

/** Another process may have built the same meanwhile, and serve it already. */
async function moveInto(wanted: string, draft: string): Promise<void> {
  await rename(draft, wanted).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    await rm(draft, { recursive: true, force: true });
  });
}

/** The builds that are there, the newest first; drafts are none. */
async function buildsIn(directory: string): Promise<readonly string[]> {
  const names = (await readdir(directory).catch(absent)) ?? [];
  const builds: { path: string; builtMs: number }[] = [];
  for (const name of names.filter((each) => /^[0-9a-f]{16}$/.test(each))) {
    const path = join(directory, name);
    const page = await stat(join(path, 'index.html')).catch(absent);
    if (page !== undefined) builds.push({ path, builtMs: page.mtimeMs });
  }
  return builds.sort((left, right) => right.builtMs - left.builtMs).map(({ path }) => path);
}

/** Builds in a process of its own, which takes its memory with it; gives the reason where it fails. */
async function build(projectDirectory: string, outDir: string, signal: AbortSignal): Promise<string | undefined> {
  const { resolve } = createRequire(join(projectDirectory, 'web/package.json'));
  let vite: string;
  try {
    vite = join(resolve('vite/package.json'), '../bin/vite.js');
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, longestReason) : String(error);
  }
  const child = spawn(
    process.execPath,
    [vite, 'build', join(projectDirectory, 'web'), '--outDir', outDir, '--emptyOutDir'],
    { stdio: ['ignore', 'pipe', 'pipe'], signal },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => {
      said = `${said}${text.toString()}`.slice(-longestReason);
    });
  }
  try {
    const [code] = await once(child, 'close');
    return code === 0 ? undefined : said.trim();
  } catch (error) {
    signal.throwIfAborted();
    return String(error);
  }
}

/** Of the content, not of the time: a clone has the time of the clone. Undefined where there are no sources. */
async function digestOf(projectDirectory: string): Promise<string | undefined> {
  if (!(await exists(join(projectDirectory, 'web/src')))) return undefined;
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await filesOf(projectDirectory, source)) {
      if (/\.test\.tsx?$|^docs\/.*(?<!\.md)$/.test(file)) continue;
      hash
        .update(`${file}\0`)
        .update(await readFile(join(projectDirectory, file)))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

async function filesOf(projectDirectory: string, path: string): Promise<readonly string[]> {
  const entries = await readdir(join(projectDirectory, path), { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return undefined;
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  if (entries === undefined) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(projectDirectory.length + 1))
    .sort();
}

async function exists(path: string): Promise<boolean> {
  return (await access(path).then(() => true, absent)) ?? false;
}

/** What is not there is undefined; anything else is a fault. */
function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
