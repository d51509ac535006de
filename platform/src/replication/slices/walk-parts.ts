import type { Uid } from '../../model/uid.ts';
import { divideOrgUnits } from './divide-org-units.ts';
import { createFinishedParts, type FinishedParts } from './finished-parts.ts';
import type { OrgUnitHierarchy } from './org-unit-hierarchy.ts';
import { type Area, elementsPart, orgUnitKeyStart, orgUnitsPart, type Part } from './part.ts';

/** What came of reading one part: its rows, or the news that it has more of them than may be held. */
export type PartReading<T> =
  | { readonly overflow: false; readonly rows: number; readonly value: T }
  | { readonly overflow: true; readonly distinctElements: number };

export interface WalkOptions<T> {
  readonly hierarchy: OrgUnitHierarchy;
  /** Org units at which reading begins; none below another. */
  readonly from: readonly Uid[];
  /** Elements that fit into one request. */
  readonly maxElements: number;
  /** Rows that one part may hold; the aim is 60 % of them. */
  readonly limit: number;
  /** Keys of parts that are done: they are passed over without reading. */
  readonly finished: ReadonlySet<string>;
  /** Told of each part that is passed over. */
  passedOver?(part: Part): void;
  /** Reads a part. `divisible` false means that there is nothing left to divide: it has to be read whatever its size. */
  read(part: Part, divisible: boolean): Promise<PartReading<T>>;
}

export interface WalkedPart<T> {
  readonly part: Part;
  readonly rows: number;
  readonly value: T;
}

/**
 * Reads all areas part by part. The size of the next part follows the density of those before, so that empty areas
 * cost one request for `maxElements`; a part that overflows is divided by elements, then by org units. It is never
 * divided by time: `startDate`/`endDate` hold a period only when it lies wholly inside (API.md §8.1), so periods across
 * a cut, such as weeks and financial years, would belong to neither side.
 */
export async function* walkParts<T>(areas: readonly Area[], options: WalkOptions<T>): AsyncGenerator<WalkedPart<T>> {
  const finished = createFinishedParts(options.finished);
  for (const area of areas) yield* walkArea(area, options, finished);
}

async function* walkArea<T>(
  area: Area,
  options: WalkOptions<T>,
  finished: FinishedParts,
): AsyncGenerator<WalkedPart<T>> {
  let size = options.maxElements;
  let at = 0;
  while (at < area.elements.length) {
    const done = finished.elementsDoneFrom(area, at, options.from);
    if (done > 0) {
      options.passedOver?.(elementsPart(area, at, at + done, options.from));
      at += done;
      continue;
    }
    if (finished.isDivided(area, at) || (size < 1 && isDivisible(options.from, true, options.hierarchy))) {
      const rows = yield* walkElement(area, at, options, finished);
      size = nextSize(rows, 1, options);
      at++;
      continue;
    }
    const count = finished.undoneRun(area, at, Math.max(1, size), options.from);
    const part = elementsPart(area, at, at + count, options.from);
    const reading = await options.read(part, count > 1 || isDivisible(part.orgUnits, true, options.hierarchy));
    if (reading.overflow) {
      size = count === 1 ? 0 : sizeAfterOverflow(count, reading.distinctElements);
      continue;
    }
    yield { part, rows: reading.rows, value: reading.value };
    at += count;
    size = nextSize(reading.rows, count, options);
  }
}

/** One element whose rows do not fit: org units are divided until they do. Returns how many rows there were. */
async function* walkElement<T>(
  area: Area,
  at: number,
  options: WalkOptions<T>,
  finished: FinishedParts,
): AsyncGenerator<WalkedPart<T>, number> {
  const element = area.elements[at] ?? '';
  const waiting = subparts(area, element, '0', orgUnitsPart(area, element, '0', options.from, true), options);
  let rows = 0;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [path, part] = next;
    if (finished.has(part)) {
      options.passedOver?.(part);
      continue;
    }
    const divisible = isDivisible(part.orgUnits, part.children, options.hierarchy);
    const reading = finished.isDividedAt(area, element, path) ? undefined : await options.read(part, divisible);
    if (reading === undefined || reading.overflow) {
      waiting.unshift(...subparts(area, element, path, part, options));
      continue;
    }
    rows += reading.rows;
    yield { part, rows: reading.rows, value: reading.value };
  }
  return rows;
}

function subparts(
  area: Area,
  element: Uid,
  path: string,
  part: Part,
  options: Pick<WalkOptions<never>, 'hierarchy'>,
): (readonly [string, Part])[] {
  return divideOrgUnits(part.orgUnits, part.children, options.hierarchy).map((piece, index) => {
    const below = `${path}.${index}`;
    return [below, orgUnitsPart(area, element, below, piece.orgUnits, piece.children)] as const;
  });
}

/** The part of a divided element that bears a key; undefined where org units were moved since, so that it would be cut otherwise. */
export function orgUnitsPartOf(
  area: Area,
  element: Uid,
  key: string,
  options: Pick<WalkOptions<never>, 'hierarchy' | 'from'>,
): Part | undefined {
  const path = key.slice(orgUnitKeyStart(area, element, '').length, key.lastIndexOf('~'));
  let part: Part | undefined = orgUnitsPart(area, element, '0', options.from, true);
  let reached = '0';
  for (const step of path.split('.').slice(1)) {
    if (part === undefined) return undefined;
    const below: readonly (readonly [string, Part])[] = subparts(area, element, reached, part, options);
    [reached, part] = below[Number(step)] ?? [reached, undefined];
  }
  return part?.key === key ? part : undefined;
}

function isDivisible(orgUnits: readonly Uid[], children: boolean, hierarchy: OrgUnitHierarchy): boolean {
  return orgUnits.length > 1 || (children && hierarchy.childrenOf(orgUnits[0] ?? '').length > 0);
}

/** The overflowing rows came from so many elements: half as many should fit. A guess; the next overflow halves again. */
function sizeAfterOverflow(count: number, distinctElements: number): number {
  return Math.max(1, Math.min(Math.floor(count / 2), Math.floor(distinctElements * 0.6)));
}

/** 0 means: one element is already too much, divide it at once. */
function nextSize<T>(rows: number, elements: number, options: WalkOptions<T>): number {
  if (rows === 0) return options.maxElements;
  const perElement = rows / elements;
  if (perElement > options.limit) return 0;
  return Math.min(options.maxElements, Math.max(1, Math.floor((0.6 * options.limit) / perElement)));
}
