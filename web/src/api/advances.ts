import type { advanceSchema } from '@relais/contract/run.ts';
import type { z } from 'zod';

/** How far a stage is. */
export type Advance = z.output<typeof advanceSchema>;

/** 0 to 1, or undefined where nobody knows how much there is. More may be done than was expected. */
export function shareOf({ done, expected }: Advance): number | undefined {
  return expected === undefined || expected === 0 ? undefined : Math.min(1, done / expected);
}

/** Milliseconds, at the present pace; undefined where that is not known, or nothing moves. */
export function timeLeftOf({ done, expected, perSecond }: Advance): number | undefined {
  if (expected === undefined || perSecond === undefined || perSecond <= 0) return undefined;
  return done >= expected ? undefined : ((expected - done) / perSecond) * 1_000;
}
