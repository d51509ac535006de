import { addressKey } from '../../dhis2/address.ts';
import type { KnownAddresses } from '../../store/known-address.ts';

/**
 * Gives each reference (the name of an instance, a URL, an archive) the key of the place that it leads to: references with one key lead
 * to one instance. Two addresses are the same where they are written for the same place, and where both answered with one
 * system id, unless a run between them had found that they are two (a copy of a database keeps its system id).
 */
export function placeKeys(references: readonly string[], known: KnownAddresses): ReadonlyMap<string, string> {
  const addressOf = (reference: string) => known.registered.get(reference) ?? reference;
  const keyOf = (reference: string) => keyOfAddress(addressOf(reference));
  const keys = [...new Set(references.map(keyOf))];
  const systemIds = new Map([...known.systemIds].map(([address, id]) => [keyOfAddress(address), id]));
  const proven = new Set(
    known.proven.flatMap(([left, right]) => [
      pairOf(keyOfAddress(left), keyOfAddress(right)),
      pairOf(keyOfAddress(right), keyOfAddress(left)),
    ]),
  );
  const leaders = new Map<string, string>();
  for (const key of keys) {
    const id = systemIds.get(key);
    const same = [...leaders.keys()].find(
      (other) => id !== undefined && systemIds.get(other) === id && !proven.has(pairOf(key, other)),
    );
    leaders.set(key, same === undefined ? key : (leaders.get(same) ?? same));
  }
  return new Map(references.map((reference) => [reference, leaders.get(keyOf(reference)) ?? keyOf(reference)]));
}

function keyOfAddress(address: string): string {
  return /^https?:\/\//i.test(address) ? addressKey(address) : address;
}

function pairOf(left: string, right: string): string {
  return JSON.stringify([left, right]);
}
