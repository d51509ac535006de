import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PlainClient } from './plain-client.ts';

const valueSchema = z.looseObject({
  dataElement: z.string(),
  period: z.string(),
  orgUnit: z.string(),
  categoryOptionCombo: z.string(),
  attributeOptionCombo: z.string(),
  value: z.string().nullish(),
  comment: z.string().nullish(),
  followup: z.boolean().nullish(),
});
const setSchema = z.object({ dataValues: z.array(valueSchema).default([]) });

/** How far a target is from its source, seen by neither of those that copied. */
export interface LeftOver {
  readonly values: number;
  readonly missing: number;
  readonly different: number;
}

/** Reads all data values of both sides with the same requests (`readDataValueRequests`) and counts what is not the same. */
export async function countLeftOver(
  source: PlainClient,
  target: PlainClient,
  requests: readonly string[],
): Promise<LeftOver> {
  let [values, missing, different] = [0, 0, 0];
  for (const request of requests) {
    const ours = await readValues(source, request);
    const theirs = await readValues(target, request);
    values += ours.size;
    for (const [key, content] of ours) {
      const found = theirs.get(key);
      if (found === undefined) missing++;
      else if (found !== content) different++;
    }
  }
  return { values, missing, different };
}

/** A hash of what counts of a value, by a hash of its key. */
async function readValues(client: PlainClient, request: string): Promise<Map<string, string>> {
  const { dataValues } = setSchema.parse(await client.get(request));
  return new Map(
    dataValues.map((value) => [
      hash([value.dataElement, value.period, value.orgUnit, value.categoryOptionCombo, value.attributeOptionCombo]),
      hash([value.value?.trim() ?? '', value.comment?.trim() ?? '', value.followup ?? false]),
    ]),
  );
}

function hash(parts: readonly unknown[]): string {
  return createHash('md5').update(JSON.stringify(parts)).digest('base64');
}
