import { fileResourcesOf } from '../files/file-resource-store.ts';
import type { Bundle } from './bundle.ts';
import type { PayloadAny } from './payload.ts';
import type { Reporter } from './reporter.ts';

/** Checks a value that names a file resource: E1084 when there is none, E1009 when another object has it (API.md §6). */
export function checkFile(reporter: Reporter, bundle: Bundle, object: PayloadAny, uid: string): void {
  const file = fileResourcesOf(bundle.instance).get(uid);
  if (!file) {
    reporter.error(object, 'E1084', uid);
    return;
  }
  const owner = ownerKey(bundle, object);
  if (file.isAssigned && file.owner !== owner) reporter.error(object, 'E1009', uid);
  else if (file.isAssigned && object.kind === 'EVENT' && bundle.strategyOf(object) === 'CREATE') {
    reporter.error(object, 'E1009', uid);
  }
}

/** Who owns the files of an object: an enrollment's are those of its tracked entity. */
export function ownerKey(_bundle: Bundle, object: PayloadAny): string {
  return object.kind === 'ENROLLMENT' ? (object.trackedEntity ?? '') : object.uid;
}
