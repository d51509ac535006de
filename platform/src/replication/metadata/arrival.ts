import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import type { Loss } from '../transforms/transform.ts';
import { hasSecret } from './secrets.ts';
import { isSwitchedOn } from './switches.ts';

/** What a new object of the target lacks, and somebody there has to give it (decision 0013). */
export function arrivalLosses(type: MetadataType, object: MetadataObject): readonly Loss[] {
  return [
    ...(isSwitchedOn(type, object) ? [{ property: 'enabled', code: 'ARRIVES_DISABLED' } as const] : []),
    ...(hasSecret(type, object) ? [{ property: 'secret', code: 'SECRET_TO_ENTER' } as const] : []),
  ];
}
