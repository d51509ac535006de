import { isShared } from '../data/sharing.ts';
import type { Account, Instance, StoredObject } from '../instance.ts';
import type { Schema } from './schemas.ts';

/**
 * Which objects of a type a list or an export shows to an account: up to 2.41 a dashboard only to whom it is shared with, superusers
 * not excepted (seen on 2.40.1 and 2.41.5.1; 2.42.4.1 shows all to them). What the gist lists, and what an address gives, is not cut.
 */
export function isListedTo(instance: Instance, account: Account, schema: Schema): (object: StoredObject) => boolean {
  if (schema.plural !== 'dashboards' || instance.minor > 41) return () => true;
  return (object) => isShared(instance, account, object, 'readMetadata');
}
