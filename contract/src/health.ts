import { z } from 'zod';

/** Whether a process works, and what it looked at. */
export const healthSchema = z.object({
  isWell: z.boolean(),
  checks: z.array(z.object({ name: z.string(), isWell: z.boolean(), reason: z.string().optional() })),
});
export type Health = z.infer<typeof healthSchema>;
