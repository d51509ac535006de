import { trackerTypes } from '../../model/tracker-objects.ts';
import type { RunOptions } from '../run-context.ts';
import { ofDataSets, ofPrograms } from '../selection/carried-classes.ts';
import { type PeriodRange, parsePeriodRange } from '../selection/period-range.ts';
import { dataClasses } from '../selection.ts';
import { carriedClasses } from '../stages/stages.ts';

/** What a run would carry, as far as its options say it before any instance is spoken to. */
export type CarriedOptions = Pick<RunOptions, 'only' | 'selection'>;

/** One kind of things at one day: the least that two selections can have in common. */
export interface CarriedPoint {
  /** A metadata type or a class of data. */
  readonly name: string;
  /** `yyyy-MM-dd`; only what belongs to a period is told apart by it. */
  readonly day: string;
}

/** Stands for the metadata types that nobody named: what they are, only an instance knows. */
const anyMetadata = 'metadata';
const anyDay = '0000-01-01';
/** A period restricts these by the period of the value itself; of others it may let more through. */
const periodic: readonly string[] = ['dataValues', 'completeDataSetRegistrations'];

/**
 * Whether a run carries a thing of this kind and day. In doubt it does: which subtrees or data sets have something in common, only
 * the source knows.
 */
export function carriesAt(options: CarriedOptions, { name, day }: CarriedPoint): boolean {
  const { only, selection } = options;
  if (only !== undefined && !only.some((word) => meansName(word, name))) return false;
  if (selection !== undefined && !isWithinChoice(selection, name)) return false;
  const range = periodOf(options);
  if (range === undefined || !periodic.includes(name)) return true;
  return range.startDate <= day && day <= range.endDate;
}

/** Everything that can tell these options apart: whoever overlaps does so at one of these points. */
export function pointsOf(all: readonly CarriedOptions[]): readonly CarriedPoint[] {
  const named = all.flatMap(({ only }) => only ?? []).filter((name) => !wordMeanings.has(name));
  const names = [...new Set([anyMetadata, ...carriedClasses, ...named])];
  // Ranges that have a day in common have the last of their first days in common.
  const days = new Set([anyDay, ...all.flatMap((options) => periodOf(options)?.startDate ?? [])]);
  return names.flatMap((name) =>
    periodic.includes(name) ? [...days].map((day) => ({ name, day })) : [{ name, day: anyDay }],
  );
}

/** What two or more selections all carry; nothing where they are disjoint. */
export function carriedByAll(all: readonly CarriedOptions[]): readonly string[] {
  const common = pointsOf(all).filter((point) => all.every((options) => carriesAt(options, point)));
  return [...new Set(common.map(({ name }) => name))];
}

/** Whether two runs between the same instances could write the same thing. Conservative: in doubt they could. */
export function mayOverlap(left: CarriedOptions, right: CarriedOptions): boolean {
  return carriedByAll([left, right]).length > 0;
}

const isMetadata = (name: string) => !carriedClasses.includes(name);

/** The words of `--only` that stand for several names. */
const wordMeanings = new Map<string, (name: string) => boolean>([
  ['metadata', isMetadata],
  ['tracker', (name) => (trackerTypes as readonly string[]).includes(name)],
  ['completeness', (name) => name === 'completeDataSetRegistrations'],
  ['data', (name) => dataClasses.includes(name)],
]);

function meansName(word: string, name: string): boolean {
  return wordMeanings.get(word)?.(name) ?? word === name;
}

/** A choice of objects brings along all that they need, so any metadata. */
function isWithinChoice(
  { types = [], groups = [], programs = [], dataSets = [] }: NonNullable<RunOptions['selection']>,
  name: string,
): boolean {
  const choosesNothing = types.length + groups.length + programs.length + dataSets.length === 0;
  if (choosesNothing || isMetadata(name)) return true;
  const isAmong = (names: readonly string[]) => names.includes(name);
  return (programs.length > 0 && isAmong(ofPrograms)) || (dataSets.length > 0 && isAmong(ofDataSets));
}

function periodOf({ selection }: CarriedOptions): PeriodRange | undefined {
  return selection?.period === undefined ? undefined : parsePeriodRange(selection.period);
}
