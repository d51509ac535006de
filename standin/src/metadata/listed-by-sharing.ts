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

/**
 * Whether a list or an address gives an object that is counted all the same: an option combo in no category combo is given by the gist
 * alone, because its mapping joins that table (CategoryOptionCombo.hbm.xml, 2.40 to 2.43; seen on 2.41.5.1).
 */
export function isReadable({ plural }: Schema, object: StoredObject): boolean {
  return plural !== 'categoryOptionCombos' || object.categoryCombo !== undefined;
}
