import type { Uid } from '../../model/uid.ts';
import { type Area, elementKeyStart, elementsPart, orgUnitKeyStart, type Part } from './part.ts';

/** What the ledger's keys say of an area, whatever sizes the parts had when they were done. */
export interface FinishedParts {
  has(part: Part): boolean;
  /** How many elements from this position on were done in one part; 0 when the element at it was not. */
  elementsDoneFrom(area: Area, at: number, orgUnits: readonly Uid[]): number;
  /** How many elements, at most `count`, can be read together without touching one that is done or divided. */
  undoneRun(area: Area, at: number, count: number, orgUnits: readonly Uid[]): number;
  /** Whether the element was being read by org units. */
  isDivided(area: Area, at: number): boolean;
  isDividedAt(area: Area, element: Uid, path: string): boolean;
}

export function createFinishedParts(keys: ReadonlySet<string>): FinishedParts {
  const starts = new Map<string, string[]>();
  const divided = new Set<string>();
  for (const key of keys) {
    const dash = key.indexOf('-');
    if (key.includes('@')) for (const path of pathsAbove(key)) divided.add(path);
    else if (dash > 0) remember(starts, key.slice(0, dash + 1), key);
  }

  function elementsDoneFrom(area: Area, at: number, orgUnits: readonly Uid[]): number {
    for (const key of starts.get(elementKeyStart(area, area.elements[at] ?? '')) ?? []) {
      const last = area.elements.indexOf(key.slice(key.indexOf('-') + 1, key.indexOf('~')), at);
      if (last >= 0 && elementsPart(area, at, last + 1, orgUnits).key === key) return last + 1 - at;
    }
    return 0;
  }

  function isDivided(area: Area, at: number): boolean {
    return divided.has(orgUnitKeyStart(area, area.elements[at] ?? '', '0'));
  }

  return {
    has: (part) => keys.has(part.key),
    elementsDoneFrom,
    isDivided,
    isDividedAt: (area, element, path) => divided.has(orgUnitKeyStart(area, element, path)),
    undoneRun(area, at, count, orgUnits) {
      let run = 1;
      while (run < count && at + run < area.elements.length) {
        if (isDivided(area, at + run) || elementsDoneFrom(area, at + run, orgUnits) > 0) break;
        run++;
      }
      return run;
    },
  };
}

/** `a:e@0.3.1~x` lies below `a:e@0` and `a:e@0.3`. */
function pathsAbove(key: string): string[] {
  const path = key.slice(0, key.indexOf('~'));
  const steps = path.split('.');
  return steps.slice(0, -1).map((_, index) => steps.slice(0, index + 1).join('.'));
}

function remember(lists: Map<string, string[]>, start: string, key: string): void {
  const list = lists.get(start);
  if (list === undefined) lists.set(start, [key]);
  else list.push(key);
}
