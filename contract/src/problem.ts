import { z } from 'zod';

/** A failure (RFC 9457): stable code, what happened and what to do about it in the reader's language. */
export const problemSchema = z.object({
  type: z.string(),
  /** A stable name, never used for another meaning. */
  code: z.string(),
  title: z.string(),
  status: z.number().int(),
  hint: z.string(),
  /** Where the request was not understood, and why. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
