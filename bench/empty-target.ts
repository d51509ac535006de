import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Empties a target between legs: by a shell command of the user's, which may be far quicker, or over the API. */
export function emptierOf(command: string | undefined, overApi: () => Promise<void>): () => Promise<void> {
  if (command === undefined) return overApi;
  return async () => {
    await promisify(execFile)('sh', ['-c', command]);
  };
}
