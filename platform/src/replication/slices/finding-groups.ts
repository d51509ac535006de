import type { Finding, FindingCause } from '../../model/finding.ts';

/** One row that is to be told of. */
export interface RowFinding {
  readonly cause: FindingCause;
  readonly code: string;
  readonly message: string;
  /** The row's own key. */
  readonly key: string;
  /** The object that rows of the same fate have in common: a data element, a refused org unit. */
  readonly groupKey: string;
  /** Told as one finding of the group from the first row on: single rows would say nothing more. */
  readonly onlyGrouped?: boolean | undefined;
}

/**
 * Keeps the ledger small: the first hundred rows of the same cause, code and group are told one by one, all further
 * ones as one finding with a count, whose key is the group's.
 */
export interface FindingGroups {
  add(finding: RowFinding): void;
  /** The findings since the last call. */
  take(): Finding[];
}

const toldOneByOne = 100;

/** `told` may be shared by the slices of a stage, so that the hundred are a hundred of the stage. */
export function createFindingGroups(type: string, told: Map<string, number> = new Map()): FindingGroups {
  let single: Finding[] = [];
  let grouped = new Map<string, { first: RowFinding; count: number }>();
  return {
    add(finding) {
      const group = `${finding.cause} ${finding.code} ${finding.groupKey}`;
      const before = told.get(group) ?? 0;
      if (before < toldOneByOne && finding.onlyGrouped !== true) {
        told.set(group, before + 1);
        const { cause, code, message, key } = finding;
        single.push({ type, key, cause, code, message });
        return;
      }
      const counted = grouped.get(group);
      if (counted === undefined) grouped.set(group, { first: finding, count: 1 });
      else counted.count++;
    },
    take() {
      const findings = [
        ...single,
        ...[...grouped.values()].map(({ first, count }) => ({
          type,
          key: first.groupKey,
          cause: first.cause,
          code: first.code,
          message: first.message,
          count,
        })),
      ];
      single = [];
      grouped = new Map();
      return findings;
    },
  };
}
