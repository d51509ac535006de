import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Schema } from './schemas.ts';

const FIXTURES = new URL('../../fixtures/', import.meta.url);

/** What was recorded from `/api/schemas` of a release, in the release's own order. */
export interface RecordedSchemas {
  readonly schemas: readonly Schema[];
}

/**
 * Reads the recorded schemas of a release.
 * @throws Error when the release was never recorded; the message names those that were.
 */
export function loadSchemas(release: string): RecordedSchemas {
  const file = new URL(`${release}/schemas.json.gz`, FIXTURES);
  try {
    return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as RecordedSchemas;
  } catch (error) {
    throw new Error(`No recorded schemas for release ${release}; there are ${RELEASES.join(', ')}`, { cause: error });
  }
}

/** The releases that the stand-in can be. */
export const RELEASES = ['2.38.7', '2.40.1', '2.41.5.1', '2.42.4.1', '2.43.1'] as const;
