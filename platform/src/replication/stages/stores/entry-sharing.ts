import type { EntrySharing } from '../../../dhis2/entries/data-store.ts';
import type { EntryLoss } from '../../entries/entry-class.ts';
import { knownOnTarget } from '../../entries/known-on-target.ts';
import type { RunContext } from '../../run-context.ts';

/** Sharing as the target spells it, without users and groups that it does not have: it would drop them without a word. */
export async function sharingOnTarget(
  { public: publicAccess, users, userGroups }: EntrySharing,
  context: RunContext,
): Promise<{ readonly sharing: EntrySharing; readonly losses: readonly EntryLoss[] }> {
  const keptUsers = await recipients(context, 'users', users);
  const keptGroups = await recipients(context, 'userGroups', userGroups);
  const unknown = [...keptUsers.unknown, ...keptGroups.unknown];
  const losses = unknown.map((uid) => ({
    cause: 'skipped' as const,
    code: 'RECIPIENT_UNKNOWN',
    message: `shared with ${uid}, whom the target does not have`,
  }));
  return { sharing: { public: publicAccess, users: keptUsers.kept, userGroups: keptGroups.kept }, losses };
}

async function recipients(
  context: RunContext,
  type: 'users' | 'userGroups',
  accesses: Readonly<Record<string, string>>,
) {
  const mapped = Object.entries(accesses).map(([uid, access]) => [context.identity.toTarget(uid), access] as const);
  const known = await knownOnTarget(
    context,
    type,
    mapped.map(([uid]) => uid),
  );
  return {
    kept: Object.fromEntries(mapped.filter(([uid]) => known.has(uid))),
    unknown: mapped.flatMap(([uid]) => (known.has(uid) ? [] : [uid])),
  };
}
