import { z } from 'zod';

const sideSchema = z.object({
  /** By the side's own clock: what is dated since may have been changed after the reading. */
  text: z.string(),
  ms: z.number(),
  /** What the reading met of it (`dated-sum.ts`). */
  dated: z.string(),
});

/** By which reading a slice is known to be the same on both sides. Kept with what was compared, for runs on top of this one. */
export const sliceProofSchema = z.object({
  /** The run that read it. */
  run: z.number(),
  /** When, by our clock. */
  at: z.string(),
  /** What the comparison goes by beside what is read: another form, and the digests say nothing of each other. */
  form: z.string(),
  /** How many of its rows the run that leaves this proof read itself, where it went back to an earlier reading for the others. */
  newly: z.number().optional(),
  source: sideSchema,
  target: sideSchema,
});
export type SliceProof = z.infer<typeof sliceProofSchema>;
export type SideProof = z.infer<typeof sideSchema>;

/** What two readings of a slice leave as their proof. */
export function proofOfReading(
  run: number,
  form: string,
  moments: { readonly source: Omit<SideProof, 'dated'>; readonly target: Omit<SideProof, 'dated'> },
  dated: { readonly source: string; readonly target: string },
): SliceProof {
  return {
    run,
    at: new Date().toISOString(),
    form,
    source: { ...moments.source, dated: dated.source },
    target: { ...moments.target, dated: dated.target },
  };
}
