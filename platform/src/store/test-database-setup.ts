import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { destroyEmbeddedPostgres } from './embedded/embedded-postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Data directory of the cluster that the tests of one run share; the first that needs a database starts it. */
    testDataDirectory: string;
  }
}

/** Vitest's global set-up: a directory for this run's cluster, and its removal. Costs nothing where no test needs a database. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'relais-test-'));
  // So that PostgreSQL's account can pass through, when the tests run as root.
  await chmod(directory, 0o711);
  project.provide('testDataDirectory', directory);
  return async () => {
    await destroyEmbeddedPostgres(directory);
    await rm(directory, { recursive: true, force: true });
  };
}
