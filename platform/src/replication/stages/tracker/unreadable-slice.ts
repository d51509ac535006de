import { PlatformError } from '../../../model/errors/platform-error.ts';
import type { Finding } from '../../../model/finding.ts';
import { isListingFailure } from '../../slices/listing-failure.ts';
import { maskMessage } from './mask-message.ts';
import type { TrackerSlice } from './tracker-slice.ts';

/**
 * The finding for a slice that an instance cannot serve, which does not stop the others. Throws the error again when it
 * is not about this one listing. A tracker program without tracked entity type is one that DHIS2 itself cannot list
 * (peers.md §6); nothing can be enrolled in it.
 */
export function unreadableSlice(slice: TrackerSlice, side: 'source' | 'target', error: unknown): Finding {
  if (!isListingFailure(error)) throw error;
  const { program, trackedEntityType } = slice;
  const known = program?.withRegistration === true && program.trackedEntityType === undefined;
  return {
    type: slice.type,
    key: program?.uid ?? trackedEntityType?.uid ?? slice.key,
    name: program?.name ?? trackedEntityType?.name,
    cause: known ? 'impossible' : 'unexplained',
    code: known ? 'PROGRAM_WITHOUT_TRACKED_ENTITY_TYPE' : `${side.toUpperCase()}_UNREADABLE`,
    message: `the ${side} cannot list them: ${maskMessage(error.message, [])}`,
  };
}

/**
 * Whether the target refused the listing because it does not know the program, type or org unit: it holds none of the
 * slice then. In a dry run that is the rule; otherwise the target will say the same to every object that is sent.
 */
export function isUnknownThere(error: unknown): boolean {
  return error instanceof PlatformError && error.code === 'DHIS2_REQUEST_REFUSED';
}
