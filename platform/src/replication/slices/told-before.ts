import type { Finding } from '../../model/finding.ts';
import type { Ledger } from '../../model/ledger.ts';
import type { RowFinding } from './finding-groups.ts';

/** What earlier stages of the run said of rows that are found to differ. */
export interface ToldBefore {
  /** The findings, with the cause that was told before in place of their own, where there is one. */
  explain(findings: readonly RowFinding[]): Promise<RowFinding[]>;
}

/** Causes that explain; what an earlier look could not explain, or took for a late change, explains nothing. */
const explaining: ReadonlySet<string> = new Set(['refused', 'impossible', 'skipped']);

interface ToldGroup {
  readonly finding: Finding;
  /** Rows that it stands for and that were not met yet: a group of three explains three differences, not a fourth. */
  left: number;
}

/** Rows are known by their own key, or by that of the group in which they were counted (`finding-groups.ts`). */
export function createToldBefore(ledger: Ledger, type: string): ToldBefore {
  const groups = new Map<string, ToldGroup[]>();

  async function loadGroups(keys: Iterable<string>): Promise<void> {
    const unknown = [...new Set(keys)].filter((key) => !groups.has(key));
    if (unknown.length === 0) return;
    for (const key of unknown) groups.set(key, []);
    for (const finding of await ledger.findingsFor(type, unknown)) {
      if (explaining.has(finding.cause)) groups.get(finding.key)?.push({ finding, left: finding.count ?? 1 });
    }
  }

  function fromGroup(finding: RowFinding): RowFinding | undefined {
    const group = groups.get(finding.groupKey)?.find(({ left }) => left > 0);
    if (group === undefined) return undefined;
    group.left--;
    const { cause, code, message } = group.finding;
    return { ...finding, cause, code, message, onlyGrouped: true };
  }

  return {
    async explain(findings) {
      await loadGroups(findings.map(({ groupKey }) => groupKey));
      const told = await ledger.findingsFor(
        type,
        findings.map(({ key }) => key),
      );
      const byKey = new Map(told.filter(({ cause }) => explaining.has(cause)).map((each) => [each.key, each]));
      return findings.map((finding) => {
        const known = byKey.get(finding.key);
        if (known === undefined) return fromGroup(finding) ?? finding;
        return { ...finding, cause: known.cause, code: known.code, message: known.message };
      });
    },
  };
}
