import type { ErrorCode } from '../../model/errors/codes.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';

/** Answers that concern one listing; anything else concerns the whole instance, and interrupts the run. */
const listingFailures: ReadonlySet<ErrorCode> = new Set([
  'DHIS2_SERVER_ERROR',
  'DHIS2_REQUEST_REFUSED',
  'DHIS2_UNEXPECTED_ANSWER',
  'DHIS2_LISTING_INCOMPLETE',
]);

/** A server error that was tried again and again, such as a gateway without a server behind it, is the instance's. */
export function isListingFailure(error: unknown): error is PlatformError {
  if (!(error instanceof PlatformError) || !listingFailures.has(error.code)) return false;
  return error.code !== 'DHIS2_SERVER_ERROR' || !error.retryable;
}
