import { digestOf } from '../../../model/digest.ts';
import type { TrackerObject } from '../../../model/tracker-objects.ts';
import { type Comparison, completionOf, digestOfObject } from './canonical-form.ts';
import { uidOf } from './object-access.ts';

/** A sum over the objects of a slice that does not depend on the order of reading, which differs between the sides. */
export function addToSum(sum: bigint, object: TrackerObject, comparison: Comparison): bigint {
  const uid = uidOf(comparison.slice.type, object);
  const digest = digestOf([uid, digestOfObject(object, comparison), completionOf(object, comparison)]);
  return (sum + BigInt(`0x${digest}`)) & ((1n << 128n) - 1n);
}

/** The text of several slices together: it is the same whatever they were cut into. One that could not be read has none. */
export function sumOfSliceTexts(texts: Iterable<string>): string {
  let sum = 0n;
  for (const text of texts) sum = (sum + (text === '' ? 0n : BigInt(`0x${text}`))) & ((1n << 128n) - 1n);
  return textOfSum(sum);
}

export function textOfSum(sum: bigint): string {
  return sum.toString(16).padStart(32, '0');
}
