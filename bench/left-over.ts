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
    const left = compareContents(ours, theirs);
    missing += left.missing;
    different += left.different;
  }
  return { values, missing, different };
}

/** What of some objects, by key, a target lacks or holds with another content. */
export function compareContents(
  expected: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
): Pick<LeftOver, 'missing' | 'different'> {
  let [missing, different] = [0, 0];
  for (const [key, content] of expected) {
    const there = found.get(key);
    if (there === undefined) missing++;
    else if (there !== content) different++;
  }
  return { missing, different };
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
