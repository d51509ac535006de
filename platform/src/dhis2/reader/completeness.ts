import { z } from 'zod';
import type { CompleteDataSetRegistration } from '../../model/data-value.ts';
import type { CompletenessSlice } from '../../model/instance.ts';
import type { Query } from '../api-request.ts';
import { assertSuccess, type Client } from '../client.ts';
import { streamElements } from '../json-stream.ts';
import { parseReply } from '../read-body.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

const registrationSchema = z.object({
  dataSet: z.string(),
  period: z.string(),
  organisationUnit: z.string(),
  attributeOptionCombo: z.string(),
  date: text,
  storedBy: text,
  lastUpdated: text,
  lastUpdatedBy: text,
  completed: z
    .boolean()
    .nullish()
    .transform((value) => value ?? undefined),
});

/** The registrations of a data set as complete (API.md §8.3), as they stream in. */
export async function* readCompleteness(
  client: Client,
  slice: CompletenessSlice,
  signal: AbortSignal,
): AsyncGenerator<CompleteDataSetRegistration> {
  const query: Query = [
    ['dataSet', slice.dataSet],
    ['startDate', slice.startDate],
    ['endDate', slice.endDate],
    ...slice.orgUnits.map((uid) => ['orgUnit', uid] as const),
    ['children', String(slice.children)],
  ];
  const path = '/api/completeDataSetRegistrations';
  const { response, elements } = await client.transport.exchange({ path, query, signal }, async (answer) => {
    await assertSuccess(answer);
    return { response: answer, elements: streamElements(answer, 'completeDataSetRegistrations') };
  });
  for await (const batch of elements.batches) {
    for (const element of batch) yield parseReply(registrationSchema, element, response);
  }
}
