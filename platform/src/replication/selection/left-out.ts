import type { MetadataObject } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import { referencesOf, withoutReferences } from '../metadata/references.ts';
import type { Loss, Transformed, TransformStep } from '../transforms/transform.ts';

/**
 * Boundary: a selection. What an object names and the run leaves out is taken from it: it need not be on the target, which
 * would refuse the whole object (E5002), and what the target itself names there stays (`keepLeftOut`). Sharing has its own step.
 */
export function dropLeftOut(object: MetadataObject, { context }: TransformStep): Transformed {
  const { leftOut } = context;
  if (leftOut === undefined || leftOut.size === 0) return { object, losses: [] };
  const isLeftOut = (uid: Uid) => leftOut.has(uid);
  const properties = new Set(
    referencesOf(object, isLeftOut)
      .filter(({ sharing }) => !sharing)
      .map(({ property }) => property),
  );
  const losses = [...properties].map((property): Loss => ({ property, code: 'REFERENCE_LEFT_OUT' }));
  return { object: properties.size === 0 ? object : withoutLeftOut(object, isLeftOut), losses };
}

/** The object without its references to what is left out; sharing stays as it is. */
export function withoutLeftOut(object: MetadataObject, isLeftOut: (uid: Uid) => boolean): MetadataObject {
  const uids = new Set(referencesOf(object, isLeftOut).flatMap(({ uid, sharing }) => (sharing ? [] : [uid])));
  if (uids.size === 0) return object;
  const { sharing } = object;
  const pruned = withoutReferences(object, uids);
  return sharing === undefined ? pruned : { ...pruned, sharing };
}

/**
 * An object as it is sent, with what the target's own one names of things that the run leaves out: items of lists, and
 * single references where the source has none to say. Both are spelled with the target's UIDs.
 */
export function keepLeftOut(
  sent: MetadataObject,
  there: MetadataObject,
  isLeftOut: (uid: Uid) => boolean,
): MetadataObject {
  const without = withoutLeftOut(there, isLeftOut);
  if (without === there) return sent;
  const kept: Record<string, unknown> = {};
  for (const [property, value] of Object.entries(there)) {
    const remaining = without[property];
    if (property === 'sharing' || remaining === value) continue;
    if (Array.isArray(value)) {
      const staying = new Set(listOf(remaining).map(nameOf));
      const beside = value.filter((item) => !staying.has(nameOf(item)));
      if (beside.length > 0) kept[property] = [...listOf(sent[property]), ...beside];
    } else if (remaining === undefined && sent[property] === undefined) kept[property] = value;
  }
  return { ...sent, ...kept };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** An item of a list by its UID, or by all of it where it has none. */
function nameOf(item: unknown): string {
  const uid: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, 'id') : item;
  return typeof uid === 'string' ? uid : (JSON.stringify(item) ?? '');
}
