import type { RunContext } from '../run-context.ts';
import type { Aside } from './entry-class.ts';
import { usernamesOnTarget } from './known-on-target.ts';

/** Leaves what belongs to a user aside where the target does not have that user; a dry run takes all for coming. */
export async function asideUnlessOnTarget(username: string, context: RunContext): Promise<Aside | undefined> {
  if (context.options.dryRun || (await usernamesOnTarget(context)).has(username)) return undefined;
  const message = 'The target does not have this user.';
  return { cause: 'skipped', code: 'USER_NOT_ON_TARGET', message };
}
