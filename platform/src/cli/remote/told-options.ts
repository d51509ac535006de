import { PlatformError } from '../../model/errors/platform-error.ts';
import type { RunOptions } from '../../replication/run-context.ts';

/**
 * The options of a run as the contract has them, without what is not set.
 * @throws PlatformError REMOTE_FILES_ELSEWHERE where files are among them: a run without a table that was meant would write something else.
 */
export function toldOptions(options: RunOptions): object {
  const { appsFrom, mapping, ...others } = options;
  const what =
    appsFrom !== undefined ? '--apps-from' : mapping?.tables.length ? `--map ${mapping.tables[0]}` : undefined;
  if (what !== undefined) throw new PlatformError('REMOTE_FILES_ELSEWHERE', { args: { what } });
  const { rules, unmapped } = mapping ?? {};
  return { ...others, ...(mapping && { mapping: { rules, unmapped } }) };
}
