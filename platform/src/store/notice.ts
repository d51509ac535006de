import type { StageName } from '../model/ledger.ts';
import type { Database } from './database.ts';
import { storableText } from './storable-text.ts';

/** One sentence that a run told its watchers: a pause, a slower pace, a server that came back. */
export interface RunNotice {
  readonly stage: StageName;
  readonly fr: string;
  readonly en: string;
  readonly toldAt: Date;
}

export async function saveNotice(
  database: Database,
  runId: number,
  notice: { stage: StageName; fr: string; en: string },
): Promise<void> {
  await database
    .insertInto('notice')
    .values({ run_id: runId, stage: notice.stage, fr: storableText(notice.fr), en: storableText(notice.en) })
    .execute();
}

/** The notices of a run in the order in which they were told, at most `limit`. */
export async function listNotices(database: Database, runId: number, limit = 200): Promise<readonly RunNotice[]> {
  const rows = await database
    .selectFrom('notice')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ stage: row.stage, fr: row.fr, en: row.en, toldAt: row.told_at }));
}
