import type { Finding } from '../../../model/finding.ts';
import type { Uid } from '../../../model/uid.ts';
import { uidOf } from '../../stages/tracker/object-access.ts';
import { readDeletedObjects } from '../../stages/tracker/read-slice.ts';
import type { TrackerSlice } from '../../stages/tracker/tracker-slice.ts';
import type { TrackerWork } from '../../stages/tracker/tracker-work.ts';
import { deletionPolicyOf } from '../deletion-policy.ts';

/**
 * What the verification says of `count` objects of a slice that only the target has, of which `first` are named: nothing where
 * they are left; how many the source deleted and how many it never had where they stay; what should be gone where it should.
 */
export async function tellStrangers(
  work: TrackerWork,
  slice: TrackerSlice,
  count: number,
  first: readonly Uid[],
): Promise<Finding[]> {
  const policy = deletionPolicyOf(work.context.options, slice.type);
  if (count === 0 || policy === 'leave') return [];
  return policy === 'propagate' ? tellNotDeleted(work, slice, count, first) : tellStaying(work, slice, count, first);
}

async function tellNotDeleted(
  { context }: TrackerWork,
  slice: TrackerSlice,
  count: number,
  first: readonly Uid[],
): Promise<Finding[]> {
  const { type } = slice;
  const holder = holderOf(slice);
  const before = await context.ledger.findingsFor(type, [...first, holder.key]);
  const told = new Set(before.map(({ key }) => key));
  const message = 'the source does not have it, and it is still there';
  const unexplained = { cause: 'unexplained', code: 'NOT_DELETED', message } as const;
  // Of many refusals the first are told one by one, and all others as one finding of their holder.
  let grouped = before.reduce((sum, finding) => sum + (finding.key === holder.key ? (finding.count ?? 1) : 0), 0);
  const untold = first.filter((key) => !told.has(key) && grouped-- <= 0);
  const others = count - first.length - Math.max(0, grouped);
  const findings: Finding[] = untold.map((key) => ({ type, key, ...unexplained }));
  return others > 0 ? [...findings, { ...holder, ...unexplained, count: others }] : findings;
}

/** The source tells what it deleted: those are counted apart, as far as they are named. */
async function tellStaying(
  { context, source }: TrackerWork,
  slice: TrackerSlice,
  count: number,
  first: readonly Uid[],
): Promise<Finding[]> {
  const named = new Set(first);
  let deleted = 0;
  for await (const object of readDeletedObjects(source, slice, context.signal)) {
    if (named.delete(uidOf(slice.type, object))) deleted++;
  }
  const others = count - deleted;
  const findings: Finding[] = [];
  const tell = (code: string, message: string, number: number) => {
    if (number > 0) findings.push({ ...holderOf(slice), cause: 'skipped', code, message, count: number });
  };
  tell('DELETED_ON_SOURCE', 'the source deleted them, the target still has them; they were not deleted', deleted);
  tell('ONLY_ON_TARGET', 'only the target has them; they were not deleted', others);
  return findings;
}

function holderOf({ type, key, program, trackedEntityType }: TrackerSlice): Pick<Finding, 'type' | 'key' | 'name'> {
  const holder = program ?? trackedEntityType;
  return { type, key: holder?.uid ?? key, name: holder?.name };
}
