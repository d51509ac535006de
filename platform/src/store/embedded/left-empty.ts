import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from './cluster.ts';

/*
 * A mark beside the cluster: its server was stopped because the last one left, not by a person. Whoever stays, and was only on the way back from a
 * crash when the other one left, may start it again.
 */

const pathOf = (cluster: Cluster) => join(cluster.directory, '..', 'left-empty');

/** Keeps that the server is about to be stopped because nobody is there. */
export async function markLeftEmpty(cluster: Cluster): Promise<void> {
  await writeFile(pathOf(cluster), '');
}

/** Somebody is there again. */
export async function clearLeftEmpty(cluster: Cluster): Promise<void> {
  await rm(pathOf(cluster), { force: true });
}

export async function wasLeftEmpty(cluster: Cluster): Promise<boolean> {
  return stat(pathOf(cluster)).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}
