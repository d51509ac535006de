import { z } from 'zod';
import type { Uid } from '../../model/uid.ts';
import type { Area } from './part.ts';

const rangeSchema = z.object({
  area: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
});
/**
 * Elements of one area that one piece reads: from a UID up to, and without, another. The first is open below and the last above,
 * so that an element that is added meanwhile belongs to one of them.
 */
export type ElementRange = z.infer<typeof rangeSchema>;

/** A piece of the walk: what it reads, under a name. */
export interface RowPiece {
  readonly key: string;
  readonly ranges: readonly ElementRange[];
}

export const rowPiecesSchema = z.array(z.object({ key: z.string(), ranges: z.array(rangeSchema) }));

/** The areas, or parts of areas, that some ranges name. */
export function areasWithin(areas: readonly Area[], ranges: readonly ElementRange[]): Area[] {
  const byName = new Map(areas.map((area) => [area.name, area]));
  return ranges.flatMap(({ area: name, from = '', to }) => {
    const elements = (byName.get(name)?.elements ?? []).filter((uid) => uid >= from && (to === undefined || uid < to));
    return elements.length === 0 ? [] : [{ name, elements }];
  });
}

/** Cuts an area into `count` ranges of about as many elements each. */
export function cutArea({ name, elements }: Area, count: number): ElementRange[] {
  const pieces = Math.max(1, Math.min(count, elements.length));
  const starts = Array.from({ length: pieces }, (_, index): Uid | undefined =>
    index === 0 ? undefined : elements[Math.floor((index * elements.length) / pieces)],
  );
  return starts.map((from, index) => ({ area: name, from, to: starts[index + 1] }));
}
