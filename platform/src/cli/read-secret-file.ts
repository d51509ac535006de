import { readFile } from 'node:fs/promises';
import { PlatformError } from '../model/errors/platform-error.ts';

/**
 * A secret in a file, without the line end that editors put after it.
 * @throws PlatformError FILE_UNREADABLE
 */
export async function readSecretFile(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PlatformError('FILE_UNREADABLE', { args: { file, reason }, cause });
  }
}
