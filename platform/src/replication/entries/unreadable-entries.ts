import type { Finding } from '../../model/finding.ts';
import type { RunContext } from '../run-context.ts';
import { isListingFailure } from '../slices/listing-failure.ts';
import type { EntryClass } from './entry-class.ts';

/**
 * The finding for a slice, or a whole kind, that one of the two instances could not serve: the others go on. Throws the
 * error again when it is not about this reading alone.
 */
export function unreadableEntries({ source }: RunContext, { kind }: EntryClass, key: string, error: unknown): Finding {
  if (!isListingFailure(error)) throw error;
  const side = error.args.address === source.facts.address ? 'SOURCE' : 'TARGET';
  return { type: kind, key, cause: 'unexplained', code: `${side}_UNREADABLE`, message: error.message };
}
