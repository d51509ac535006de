import { z } from 'zod';
import type { Ledger } from '../../model/ledger.ts';
import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { SelectedObjects } from './select-objects.ts';

const rowSchema = z.object({
  type: z.string(),
  chosen: z.number(),
  broughtAlong: z.number(),
  /** What brought most of them along: types of objects that name them or that they are part of, most first. */
  because: z.array(z.string()),
});
/** How many objects of a type were selected, and why. */
export type AccountRow = z.infer<typeof rowSchema>;

const toldReasons = 3;

/** The account of a selection, by type; types with most objects first. */
export function accountOf(selected: SelectedObjects, types: ReadonlyMap<Uid, MetadataType>): AccountRow[] {
  const rows = new Map<MetadataType, { chosen: number; broughtAlong: number; reasons: Map<MetadataType, number> }>();
  for (const [uid, bringer] of selected) {
    const type = types.get(uid) ?? '';
    const row = rows.get(type) ?? { chosen: 0, broughtAlong: 0, reasons: new Map() };
    rows.set(type, row);
    if (bringer === undefined) {
      row.chosen++;
      continue;
    }
    row.broughtAlong++;
    const reason = types.get(bringer.uid) ?? '';
    row.reasons.set(reason, (row.reasons.get(reason) ?? 0) + 1);
  }
  return [...rows]
    .map(([type, { reasons, ...counts }]) => ({
      type,
      ...counts,
      because: [...reasons]
        .sort(([, left], [, right]) => right - left)
        .slice(0, toldReasons)
        .map(([reason]) => reason),
    }))
    .sort((left, right) => right.broughtAlong - left.broughtAlong || left.type.localeCompare(right.type));
}

const key = 'selection/account';

/** Keeps the account with the run, for its report. */
export async function keepAccount(ledger: Ledger, account: readonly AccountRow[]): Promise<void> {
  await ledger.finishChunk({ stage: 'plan', key, counts: {}, findings: [], facts: { account } });
}

/** The account of a run's selection; undefined where nothing was selected, or not yet. */
export async function loadAccount(ledger: Ledger): Promise<readonly AccountRow[] | undefined> {
  for await (const chunk of ledger.chunkFacts('plan')) {
    if (chunk.key === key) return z.array(rowSchema).parse(chunk.facts.account);
  }
  return undefined;
}
