/**
 * What becomes of what only the target has: it is told and stays (`report`), it is deleted (`propagate`), or it stays and
 * is not even told (`leave`).
 */
export const deletionPolicies = ['report', 'propagate', 'leave'] as const;
export type DeletionPolicy = (typeof deletionPolicies)[number];

/** How much may be deleted: a share of what the target holds, of each type and of all, or a number of objects in all. */
export type DeletionBound = { readonly percent: number } | { readonly count: number };

/** Policies by the names that a user wrote: types, classes, words for several of them, and `*` for all others. */
export type DeletionChoice = Readonly<Record<string, DeletionPolicy>>;

/** The name that stands for everything that is not named. */
export const allOthers = '*';

/** The policy for one type or class, of a choice that `expandDeletions` has spelled out (`expand-deletions.ts`). */
export function deletionPolicyOf(
  options: { readonly deletions?: DeletionChoice | undefined },
  type: string,
): DeletionPolicy {
  return options.deletions?.[type] ?? options.deletions?.[allOthers] ?? 'report';
}

/** Whether anything at all may be deleted. */
export function mayDelete(options: { readonly deletions?: DeletionChoice | undefined }): boolean {
  return Object.values(options.deletions ?? {}).includes('propagate');
}

/** The choice once deletions have been held back: what was told for whole types is not told object by object too. */
export function withoutDeletions(choice: DeletionChoice | undefined): DeletionChoice | undefined {
  if (choice === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(choice).map(([type, policy]) => [type, policy === 'propagate' ? 'leave' : policy]),
  );
}
