import type { ValueConflict, ValueImportReport } from '../../model/import-report.ts';

/** The only thing that an archive does not take: what nobody could find in it again, because what it belongs to is not there. */
export const notInArchive = 'NOT_IN_ARCHIVE';

export function lacking(type: string, uid: string): string {
  return `the archive holds no ${type} ${uid}`;
}

/** The answer to rows of which some were not taken. */
export function valueReport(taken: number, conflicts: readonly ValueConflict[]): ValueImportReport {
  const rejectedIndexes = conflicts.flatMap(({ indexes }) => indexes);
  return {
    status: conflicts.length === 0 ? 'OK' : 'WARNING',
    imported: taken,
    updated: 0,
    ignored: rejectedIndexes.length,
    deleted: 0,
    conflicts,
    rejectedIndexes,
    detailed: true,
    httpStatus: 200,
  };
}
