import { digestOf } from '../model/digest.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { Database } from '../store/database.ts';
import { keepAnswer, takeRequestKey } from '../store/idempotent-answer.ts';

/** A request that came with a key. */
export interface KeyedWork {
  readonly userId: number;
  readonly key: string;
  /** Everything that says what is asked: route, parameters, body. */
  readonly asked: unknown;
}

/**
 * Does a piece of work once for its key, in the caller's transaction: work, answer and key are kept together or not at all. Gives the text of the
 * answer, which is that of before where the key has come before.
 * @throws PlatformError IDEMPOTENCY_KEY_USED where it came with something else.
 */
export async function answerOnce(
  transaction: Database,
  { userId, key, asked }: KeyedWork,
  work: () => Promise<string>,
): Promise<string> {
  const request = { userId, key, requestDigest: digestOf(asked) };
  const before = await takeRequestKey(transaction, request);
  if (before !== undefined && before.requestDigest !== request.requestDigest) {
    throw new PlatformError('IDEMPOTENCY_KEY_USED');
  }
  if (before?.body !== undefined) return before.body;
  const body = await work();
  await keepAnswer(transaction, request, body);
  return body;
}
