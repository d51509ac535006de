import type { Uid } from '../../model/uid.ts';
import { textLaneA } from './row-hash.ts';

/** Data elements (or one data set) that are read together; the areas of a stage share no element. */
export interface Area {
  /** A data set's UID, or `none` for data elements in no data set. */
  readonly name: string;
  /** Sorted, without repetition. */
  readonly elements: readonly Uid[];
}

/** What one request reads, and one chunk of the ledger stands for. Parts share no row, and together hold every row. */
export interface Part {
  /** Stable: it names what is read, so that the same key means the same rows after a restart. */
  readonly key: string;
  readonly area: string;
  readonly elements: readonly Uid[];
  readonly orgUnits: readonly Uid[];
  /** Whether the org units' descendants belong to it. */
  readonly children: boolean;
}

/** A run of elements below all org units that are read. */
export function elementsPart(area: Area, from: number, to: number, orgUnits: readonly Uid[]): Part {
  const elements = area.elements.slice(from, to);
  const first = elements[0] ?? '';
  const key = `${elementKeyStart(area, first)}${elements.at(-1) ?? ''}~${fingerprint(elements, orgUnits)}`;
  return { key, area: area.name, elements, orgUnits, children: true };
}

export function elementKeyStart(area: Area, first: Uid): string {
  return `${area.name}:${first}-`;
}

/** One element, below some org units only; `path` says by which divisions they were reached. */
export function orgUnitsPart(
  area: Area,
  element: Uid,
  path: string,
  orgUnits: readonly Uid[],
  children: boolean,
): Part {
  const key = `${orgUnitKeyStart(area, element, path)}~${fingerprint([element], orgUnits)}${children ? '' : '!'}`;
  return { key, area: area.name, elements: [element], orgUnits, children };
}

export function orgUnitKeyStart(area: Area, element: Uid, path: string): string {
  return `${area.name}:${element}@${path}`;
}

/** Tells apart parts whose lists changed between two runs (a new data element in the middle of a data set). */
function fingerprint(elements: readonly Uid[], orgUnits: readonly Uid[]): string {
  return (textLaneA(`${elements.join()};${orgUnits.join()}`) >>> 0).toString(36);
}
