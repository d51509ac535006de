import { z } from 'zod';

/** By the side's own clock: what is dated since may have been changed after the reading. */
const momentSchema = z.object({ text: z.string(), ms: z.number() });

const sideSchema = momentSchema.extend({
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

/** An earlier reading that still stands for all that the source has not touched since, until the touched is verified. */
export const standingProofSchema = z.object({
  proof: sliceProofSchema.pick({ run: true, at: true, form: true }),
  /** What the source has dated since is touched. */
  since: momentSchema,
  /** From when on the next run asks. */
  next: z.object({ source: momentSchema, target: momentSchema }),
});
export type StandingProof = z.infer<typeof standingProofSchema>;

/** What the proof of a slice becomes of which only what the source touched is looked at. */
export function standingProof({ run, at, form, source }: SliceProof, next: StandingProof['next']): StandingProof {
  return { proof: { run, at, form }, since: { text: source.text, ms: source.ms }, next };
}

/** An earlier proof with later moments, and what each side has dated since these; `newly` as in the proof. */
export function provenAnew(
  { run, at, form }: StandingProof['proof'],
  next: StandingProof['next'],
  dated: { readonly source: string; readonly target: string },
  newly?: number,
): SliceProof {
  return {
    ...{ run, at, form, newly },
    source: { ...next.source, dated: dated.source },
    target: { ...next.target, dated: dated.target },
  };
}

/** What two readings of a slice leave as their proof. */
export function proofOfReading(
  run: number,
  form: string,
  moments: StandingProof['next'],
  dated: { readonly source: string; readonly target: string },
): SliceProof {
  return provenAnew({ run, at: new Date().toISOString(), form }, moments, dated);
}
