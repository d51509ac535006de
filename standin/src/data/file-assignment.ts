import { fileResourcesOf } from '../files/file-resource-store.ts';
import type { Instance } from '../instance.ts';

/** Marks a file resource as used by a value. */
export function assignFile(instance: Instance, uid: string): void {
  const file = fileResourcesOf(instance).get(uid);
  if (file) file.isAssigned = true;
}

/** Removes the file resource of a value that is gone. */
export function releaseFile(instance: Instance, uid: string): void {
  fileResourcesOf(instance).delete(uid);
}
