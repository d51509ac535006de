import { PlatformError } from '../../model/errors/platform-error.ts';

const attempts = 4;

/**
 * Reads again what broke off in the middle: the client repeats requests, but not a body that it has begun to hand out.
 * Each attempt has to begin from nothing.
 */
export async function reread<T>(read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (attempt === attempts || !(error instanceof PlatformError) || !error.retryable) throw error;
    }
  }
}
