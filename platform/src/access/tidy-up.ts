import { deleteOldAttempts } from '../store/failed-attempt.ts';
import { deletePastOneTimeTokens } from '../store/one-time-token.ts';
import { deleteOldSessions } from '../store/session.ts';
import { type Access, dayMs, later } from './access.ts';

/** How long sessions that are over stay in the list that their owner sees. */
const shownMs = 30 * dayMs;
/** Longer than any policy remembers a failure. */
const rememberedMs = 2 * dayMs;

/** Forgets what is over: old sessions, links that are past, failures that count no more. To be called now and then by a service. */
export async function tidyUp({ database, now }: Pick<Access, 'database' | 'now'>): Promise<void> {
  const moment = now();
  await deleteOldSessions(database, later(moment, -shownMs));
  await deletePastOneTimeTokens(database, moment);
  await deleteOldAttempts(database, later(moment, -rememberedMs));
}
