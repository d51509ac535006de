import type { ErrorCode } from '../../../model/errors/codes.ts';
import { PlatformError } from '../../../model/errors/platform-error.ts';
import type { Finding } from '../../../model/finding.ts';
import { maskMessage } from './mask-message.ts';
import type { TrackerSlice } from './tracker-slice.ts';

/** Answers that concern one listing; anything else concerns the whole instance, and interrupts the run. */
const listingFailures: ReadonlySet<ErrorCode> = new Set([
  'DHIS2_SERVER_ERROR',
  'DHIS2_REQUEST_REFUSED',
  'DHIS2_UNEXPECTED_ANSWER',
  'DHIS2_LISTING_INCOMPLETE',
]);

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

/** A server error that was tried again and again, such as a gateway without a server behind it, is the instance's. */
export function isListingFailure(error: unknown): error is PlatformError {
  if (!(error instanceof PlatformError) || !listingFailures.has(error.code)) return false;
  return error.code !== 'DHIS2_SERVER_ERROR' || !error.retryable;
}

/**
 * Whether the target refused the listing because it does not know the program, type or org unit: it holds none of the
 * slice then. In a dry run that is the rule; otherwise the target will say the same to every object that is sent.
 */
export function isUnknownThere(error: unknown): boolean {
  return error instanceof PlatformError && error.code === 'DHIS2_REQUEST_REFUSED';
}
