import { oldestRelease, releaseFacts, releaseNumber } from '../../../dhis2/versions.ts';
import type { InstanceFacts } from '../../../model/instance.ts';

/** What the target's data value import does, asked by name. */
export interface DataValueRules {
  /**
   * Every body names one data set, to which its elements, periods and org units have to fit; there is no place for
   * elements in no data set (2.43-observed.md "Data values", 1 and 2; API.md §8.2).
   */
  readonly oneDataSetPerBody: boolean;
  /** A zero is kept also where the data element says that zero is not significant (2.43-observed.md, 8). */
  readonly keepsInsignificantZeros: boolean;
  /**
   * Two imports at once may both try to create the same period (API.md §12, "Concurrency"). A 2.43.1 whose import fails at
   * that answers SUCCESS all the same, and has written nothing (seen; HibernateDataEntryStore.getPeriodsIdMap).
   */
  readonly periodsCollide: boolean;
  /** Every value that is written is counted, unchanged ones too (2.43-observed.md, 5): what is not counted is lost. */
  readonly countsWhatItWrites: boolean;
  /** Each value costs a query to look whether it is there, unless told that it is not (API.md §8.2, `skipExistingCheck`). */
  readonly looksForEachValue: boolean;
}

/** An archive takes any values. */
const archiveRules: DataValueRules = {
  oneDataSetPerBody: false,
  keepsInsignificantZeros: true,
  periodsCollide: false,
  countsWhatItWrites: false,
  looksForEachValue: false,
};

/** Most came with the import that 2.43 rewrote. */
export function dataValueRulesOf(facts: Pick<InstanceFacts, 'release' | 'isArchive'>): DataValueRules {
  if (facts.isArchive) return archiveRules;
  const rewritten = releaseFacts(releaseNumber(facts.release) ?? oldestRelease).strictDataValues;
  return {
    oneDataSetPerBody: rewritten,
    keepsInsignificantZeros: rewritten,
    periodsCollide: true,
    countsWhatItWrites: rewritten,
    looksForEachValue: !rewritten,
  };
}

/** Whether an instance lists values by data set and group alone, as 2.38 does (API.md §8.1). */
export function listsByGroups({ release, isArchive }: Pick<InstanceFacts, 'release' | 'isArchive'>): boolean {
  return isArchive !== true && !releaseFacts(releaseNumber(release) ?? oldestRelease).dataElementFilter;
}

/**
 * Whether every value that changes is dated by the instance's own clock. Up to 2.40 an import may bring a date of its own
 * (DefaultDataValueSetService, `hasLastUpdated`), so that a value may change and be dated as of last year.
 */
export function datesItsValues({ release, isArchive }: Pick<InstanceFacts, 'release' | 'isArchive'>): boolean {
  return isArchive !== true && releaseFacts(releaseNumber(release) ?? oldestRelease).datesImportedValues;
}
