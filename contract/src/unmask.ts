import { z } from 'zod';
import { momentSchema, numberSchema } from './words.ts';

export const findingParamsSchema = z.object({ id: numberSchema, finding: numberSchema });

/** The values of the object that a finding names, as its source holds them now. That they were shown stands in the audit trail. */
export const unmaskedSchema = z.object({
  type: z.string(),
  key: z.string(),
  values: z.array(
    z.object({
      /** Tracked entity attribute or data element, or a property of the object itself. */
      field: z.string(),
      name: z.string().optional(),
      value: z.string(),
    }),
  ),
  readAt: momentSchema,
});
