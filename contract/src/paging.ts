import { z } from 'zod';

/** What every list is asked with: so many, behind the `next` of the page before. */
export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.coerce.number().int().min(0).max(9_007_199_254_740_991).optional(),
});

/** One page of a list; `next` is absent on the last one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.number().int().optional() });
}

/** A list that is short by nature. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item) });
}
