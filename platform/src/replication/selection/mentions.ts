import type { MetadataObject } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import { isNeverLookedUp } from '../metadata/references.ts';

/** One place in an object where the UID of another stands: as a reference, or inside an expression, a form or another text. */
export interface Mention {
  readonly uid: Uid;
  /** The object's own property in which it stands. */
  readonly property: string;
}

/** A UID is a word of its own: never a part of a longer one. */
const anyUid = /(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]{10}(?![A-Za-z0-9])/g;

/**
 * Every mention of a known object, once for each property: references, keys of sharing, operands of expressions
 * (`#{de.coc}`), inputs of forms (`id="de-coc-val"`), UIDs in the texts of rules.
 */
export function mentionsOf(object: MetadataObject, isKnown: (uid: Uid) => boolean): Mention[] {
  const found: Mention[] = [];
  for (const [property, value] of Object.entries(object)) {
    if (property === 'id' || isNeverLookedUp(property)) continue;
    const uids = new Set<Uid>();
    walk(value, (uid) => {
      if (uid !== object.id && isKnown(uid)) uids.add(uid);
    });
    for (const uid of uids) found.push({ uid, property });
  }
  return found;
}

function walk(value: unknown, tell: (uid: Uid) => void): void {
  if (typeof value === 'string') {
    if (value.length >= 11) for (const [uid] of value.matchAll(anyUid)) tell(uid);
  } else if (Array.isArray(value)) for (const item of value) walk(item, tell);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (isNeverLookedUp(key)) continue;
      walk(key, tell);
      walk(item, tell);
    }
  }
}
