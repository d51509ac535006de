import type { Uid } from '../../model/uid.ts';
import type { RunContext } from '../run-context.ts';
import { onceForRun } from '../steps/once-for-run.ts';

/** What the target was asked already, for as long as a run is open. */
const askedIn = onceForRun(async () => new Map<string, boolean>());
const usernamesIn = onceForRun(readUsernames);

/** Those of some UIDs (as the target spells them) that the target has as objects of a type. */
export async function knownOnTarget(
  context: RunContext,
  type: 'users' | 'userGroups',
  uids: readonly Uid[],
): Promise<ReadonlySet<Uid>> {
  const asked = await askedIn(context);
  const unasked = uids.filter((uid) => !asked.has(`${type}/${uid}`));
  if (unasked.length > 0) {
    for (const uid of unasked) asked.set(`${type}/${uid}`, false);
    const options = { uids: unasked, fields: 'id', signal: context.signal };
    for await (const { id } of context.target.readMetadata(type, options)) asked.set(`${type}/${id}`, true);
  }
  return new Set(uids.filter((uid) => asked.get(`${type}/${uid}`)));
}

/** The usernames of the target, read once in a run, when they are first asked for: users are there by then. */
export function usernamesOnTarget(context: RunContext): Promise<ReadonlySet<string>> {
  return usernamesIn(context);
}

async function readUsernames({ target, signal }: RunContext): Promise<ReadonlySet<string>> {
  const usernames = new Set<string>();
  for await (const user of target.readMetadata('users', { fields: 'id,username', signal })) {
    if (typeof user.username === 'string') usernames.add(user.username);
  }
  return usernames;
}
