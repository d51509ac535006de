import { fileResourcesOf } from '../files/file-resource-store.ts';
import type { Bundle } from './bundle.ts';
import type { PayloadAny } from './payload.ts';
import type { Reporter } from './reporter.ts';

/**
 * Checks a value that names a file resource: E1084 when there is none, E1009 when another object has it (API.md §6). Up to
 * 2.41 attributes are not looked at; from 2.42 on an enrollment is asked for itself, although the file is its tracked
 * entity's, so that none can be updated with its own file (recorded: files).
 */
export function checkFile(reporter: Reporter, bundle: Bundle, object: PayloadAny, uid: string): void {
  if (object.kind !== 'EVENT' && bundle.instance.minor <= 41) return;
  const file = fileResourcesOf(bundle.instance).get(uid);
  if (!file) {
    reporter.error(object, 'E1084', uid);
    return;
  }
  if (!file.isAssigned) return;
  if (bundle.strategyOf(object) === 'CREATE' || file.owner !== object.uid) reporter.error(object, 'E1009', uid);
}
