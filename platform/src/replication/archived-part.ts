import { PlatformError } from '../model/errors/platform-error.ts';
import type { InstanceFacts } from '../model/instance.ts';
import { mayDelete } from './deletions/deletion-policy.ts';
import type { RunOptions } from './run-context.ts';

/**
 * What a run carries from an archive that was made without some types and classes: those that it has. An archive says nothing
 * of what it was made without, least of all that its instance had none.
 * @throws PlatformError ARCHIVE_LACKS_TYPES where something else is asked for by name, ARCHIVE_IS_PART where what it lacks
 * would be deleted, ARCHIVE_KEEPS_NO_DATES where only what changed since a date is to be carried.
 */
export function withinArchive(
  { address: directory, holds, isArchive }: InstanceFacts,
  only: readonly string[] | undefined,
  { deletions, only: named = [], selection }: Pick<RunOptions, 'deletions' | 'only' | 'selection'>,
): readonly string[] | undefined {
  if (isArchive && selection?.changedSince) throw new PlatformError('ARCHIVE_KEEPS_NO_DATES', { args: { directory } });
  if (holds === undefined) return only;
  if (holds.isPart && mayDelete({ deletions })) throw new PlatformError('ARCHIVE_IS_PART', { args: { directory } });
  const { classes } = holds;
  if (classes === undefined) return only;
  const carried = only?.filter((name) => classes.includes(name)) ?? classes;
  if (carried.length > 0) return carried;
  throw new PlatformError('ARCHIVE_LACKS_TYPES', {
    args: { directory, names: named.join(', '), held: classes.join(', ') },
  });
}
