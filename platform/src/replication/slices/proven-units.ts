import type { Uid } from '../../model/uid.ts';
import type { SideMoments } from '../proof/moments.ts';
import type { ProvenSlice } from '../proof/proven-run.ts';
import type { CopiedClass } from './copy-parts.ts';
import type { OrgUnitHierarchy } from './org-unit-hierarchy.ts';
import { type Area, elementsPart, type Part } from './part.ts';
import type { RowDates, Side } from './row-class.ts';
import { orgUnitsPartOf } from './walk-parts.ts';

export const sides = ['source', 'target'] as const;

/** What of a class has to be known to ask about it. */
export type ProvenClass<Row> = Pick<CopiedClass<Row>, 'rows' | 'areas' | 'hierarchy' | 'maxElements'> & {
  readonly readable: Pick<CopiedClass<Row>['readable'], 'from'>;
};

/** A part as an earlier run proved it. */
export interface ProvenPart {
  readonly part: Part;
  readonly slice: ProvenSlice;
}

/** Parts that hold rows of some elements, and only of these: what one question can be asked about. */
export interface ProvenUnit {
  readonly elements: readonly Uid[];
  readonly parts: readonly ProvenPart[];
  /** Whether the question names the org units of its only part; otherwise it goes below all that are read. */
  readonly isAlone: boolean;
}

/** What moments lie apart at most that are asked about together: whoever asks from the earliest on hears again what came up to the latest. */
const apartMs = 300_000;

/** What of the earlier run's parts still means the same rows. Elements whose parts were read at about the same time make one unit. */
export function unitsOf<Row>(
  { areas, hierarchy, readable: { from } }: ProvenClass<Row>,
  dates: RowDates<Row>,
  proven: ReadonlyMap<string, ProvenSlice>,
): ProvenUnit[] {
  const units: ProvenUnit[] = [];
  for (const area of areas) {
    const divided = new Map<Uid, ProvenPart[]>();
    for (const [key, slice] of proven) {
      if (!key.startsWith(`${area.name}:`)) continue;
      const rest = key.slice(area.name.length + 1);
      const first = area.elements.indexOf(rest.slice(0, uidLength));
      if (first < 0) continue;
      if (rest[uidLength] === '@') {
        const element = area.elements[first] ?? '';
        const part = orgUnitsPartOf(area, element, key, { hierarchy, from });
        if (part !== undefined) divided.set(element, [...(divided.get(element) ?? []), { part, slice }]);
        continue;
      }
      const part = undividedPart(area, first, key, from);
      if (part !== undefined) units.push({ elements: part.elements, parts: [{ part, slice }], isAlone: false });
    }
    for (const [element, parts] of divided) units.push(...byMoment([element], parts));
  }
  return units.filter(({ elements, parts }) => {
    const form = dates.formOf(elements);
    return form !== undefined && parts.every(({ slice }) => slice.proof.form === form);
  });
}

const uidLength = 11;

function undividedPart(area: Area, first: number, key: string, from: readonly Uid[]): Part | undefined {
  const start = area.name.length + 1 + uidLength + 1;
  const last = area.elements.indexOf(key.slice(start, key.indexOf('~')), first);
  const part = last < 0 ? undefined : elementsPart(area, first, last + 1, from);
  return part?.key === key ? part : undefined;
}

/** The parts that were read last, together; those of an earlier moment one by one. */
function byMoment(elements: readonly Uid[], parts: readonly ProvenPart[]): ProvenUnit[] {
  const latest = (side: Side) => Math.max(...parts.map(({ slice }) => slice.proof[side].ms));
  const isLate = ({ slice }: ProvenPart) => sides.every((side) => slice.proof[side].ms >= latest(side) - apartMs);
  const early = parts.filter((part) => !isLate(part)).map((part) => ({ elements, parts: [part], isAlone: true }));
  const late = parts.filter(isLate);
  return late.length === 0 ? early : [{ elements, parts: late, isAlone: false }, ...early];
}

/** A clock that goes backwards is none to go by. */
export function isOlderThan(now: SideMoments): (unit: ProvenUnit) => boolean {
  return ({ parts }) =>
    parts.every(({ slice: { proof } }) =>
      sides.every((side) => proof[side].ms <= now[side].ms + 1 && proof[side].text <= now[side].text),
    );
}

/** What is asked about in one request: units of about the same moment, up to so many elements. */
export function batchesOf(units: readonly ProvenUnit[], maxElements: number): ProvenUnit[][] {
  const batches: ProvenUnit[][] = [];
  let size = 0;
  let momentMs = Number.NaN;
  for (const unit of units.toSorted((left, right) => momentOf(left) - momentOf(right))) {
    const isNear = momentOf(unit) - momentMs <= apartMs;
    if (unit.isAlone || !isNear || size + unit.elements.length > maxElements) {
      batches.push([]);
      [size, momentMs] = [0, momentOf(unit)];
    }
    batches.at(-1)?.push(unit);
    size = unit.isAlone ? Number.POSITIVE_INFINITY : size + unit.elements.length;
  }
  return batches;
}

function momentOf({ parts }: ProvenUnit): number {
  return Math.min(...parts.flatMap(({ slice }) => sides.map((side) => slice.proof[side].ms)));
}

/** The earliest moment of a side from which on a batch has to be asked about. */
export function earliestOf(side: Side, units: readonly ProvenUnit[]): string {
  const texts = units.flatMap(({ parts }) => parts.map(({ slice }) => slice.proof[side].text));
  return texts.reduce((one, other) => (one < other ? one : other), '9999');
}

/**
 * Finds the part of a unit to which the rows of an org unit belong: `none` where it belongs to one that is not proven, undefined where it
 * is unknown to the tree by which the parts are cut.
 */
export function partFinder<P extends ProvenPart>(
  parts: readonly P[],
  hierarchy: OrgUnitHierarchy,
): (orgUnit: Uid) => P | 'none' | undefined {
  const [own, below] = [new Map<Uid, P>(), new Map<Uid, P>()];
  for (const proven of parts) {
    const { orgUnits, children } = proven.part;
    for (const uid of orgUnits) (children ? below : own).set(uid, proven);
  }
  const found = new Map<Uid, P | 'none' | undefined>();
  const find = (orgUnit: Uid) => {
    if (!hierarchy.has(orgUnit)) return undefined;
    const itself = own.get(orgUnit);
    if (itself !== undefined) return itself;
    for (let at: Uid | undefined = orgUnit; at !== undefined; at = hierarchy.parentOf(at)) {
      const part = below.get(at);
      if (part !== undefined) return part;
    }
    return 'none';
  };
  return (orgUnit) => {
    if (!found.has(orgUnit)) found.set(orgUnit, find(orgUnit));
    return found.get(orgUnit);
  };
}
