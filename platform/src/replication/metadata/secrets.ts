import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';

/** Where objects of a type keep what they authenticate with elsewhere; its secrets are never exported (API.md §5.3). */
const holders: Readonly<Record<MetadataType, (object: MetadataObject) => readonly unknown[]>> = {
  routes: (object) => [object.auth],
  eventHooks: (object) => recordsOf(object.targets).map((target) => target.auth),
  aggregateDataExchanges: (object) => [Object(object.target).api],
};

/** Whether an object authenticates elsewhere, so that it has a secret that no copy can carry. */
export function hasSecret(type: MetadataType, object: MetadataObject): boolean {
  return holders[type]?.(object).some((holder) => typeof holder === 'object' && holder !== null) ?? false;
}

/**
 * A data exchange with something in the place of its secret: without one it is refused (E6305). The words say what they are,
 * and open nothing anywhere.
 */
export function withStandInSecret(type: MetadataType, object: MetadataObject): MetadataObject {
  if (type !== 'aggregateDataExchanges' || !hasSecret(type, object)) return object;
  const target: Readonly<Record<string, unknown>> = Object(object.target);
  const api: Readonly<Record<string, unknown>> = Object(target.api);
  if (isText(api.accessToken) || isText(api.password)) return object;
  const secret = isText(api.username) ? { password: standIn } : { accessToken: standIn };
  return { ...object, target: { ...target, api: { ...api, ...secret } } };
}

const standIn = 'to-be-entered-again';

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function recordsOf(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}
