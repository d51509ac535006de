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
 * Keeps the ledger small: the first hundred rows of the same cause, code and group are told one by one, and at most five thousand
 * of the same cause and code, all further ones as one finding with a count, whose key is the group's.
 */
export interface FindingGroups {
  add(finding: RowFinding): void;
  /** The findings since the last call. */
  take(): Finding[];
  /** How many were told one by one since then, by group: what a run that goes on elsewhere has to know. */
  told(): Readonly<Record<string, number>>;
  /** Whether nothing was added since the last call of `take`. */
  isEmpty(): boolean;
  /** Whether something was added since then that nothing explains. */
  hasUnexplained(): boolean;
  /** Takes back what was added since the last call of `take`: it is looked at again from the beginning. */
  forget(): void;
}

const toldOfGroup = 100;
const toldOfCode = 5_000;

/** `told` may be shared by the slices of a stage, so that the hundred are a hundred of the stage. */
export function createFindingGroups(type: string, told: Map<string, number> = new Map()): FindingGroups {
  let single: Finding[] = [];
  let grouped = new Map<string, { first: RowFinding; count: number }>();
  let added: string[] = [];
  return {
    add(finding) {
      const group = `${finding.cause} ${finding.code} ${finding.groupKey}`;
      const code = `${finding.cause} ${finding.code}`;
      const isRare = (told.get(group) ?? 0) < toldOfGroup && (told.get(code) ?? 0) < toldOfCode;
      if (isRare && finding.onlyGrouped !== true) {
        for (const name of [group, code]) told.set(name, (told.get(name) ?? 0) + 1);
        added.push(group, code);
        const { cause, message, key } = finding;
        single.push({ type, key, cause, code: finding.code, message });
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
      added = [];
      return findings;
    },
    told: () => Object.fromEntries([...Map.groupBy(added, (name) => name)].map(([name, { length }]) => [name, length])),
    isEmpty: () => single.length === 0 && grouped.size === 0,
    hasUnexplained: () =>
      single.some(({ cause }) => cause === 'unexplained') ||
      [...grouped.values()].some(({ first }) => first.cause === 'unexplained'),
    forget() {
      for (const name of added) told.set(name, (told.get(name) ?? 1) - 1);
      single = [];
      grouped = new Map();
      added = [];
    },
  };
}
