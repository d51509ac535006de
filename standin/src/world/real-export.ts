import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Instance } from '../instance.ts';
import { canonicalObject } from '../metadata/canonical.ts';
import { type Json, jsonObjects } from '../metadata/json.ts';
import { schemaIndexOf } from '../metadata/schema-index.ts';

/** What the import would set anew, and an export holds. */
const setByServer = ['sharing', 'createdBy', 'lastUpdatedBy', 'created', 'lastUpdated'];

/** `/api/metadata` of a real 2.42.4.1 with real packages in it, which is not consistent with itself. */
export function readRealExport(): Json {
  const file = new URL('../../fixtures/2.42.4.1/metadata-export.json.gz', import.meta.url);
  return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Json;
}

/**
 * Puts objects into a stand-in as they are, without the import, which would refuse some of them and set dates and authors
 * anew: an instance that has grown over years holds what it would not take today.
 * @returns how many objects there were.
 */
export function storeAsTheyAre(instance: Instance, payload: Json): number {
  const index = schemaIndexOf(instance);
  const context = { index, now: instance.now(), newUid: instance.newUid };
  let count = 0;
  for (const [plural, schema] of index.byPlural) {
    for (const object of jsonObjects(payload[plural])) {
      const canonical = canonicalObject(context, schema, object);
      const given = setByServer.filter((key) => object[key] !== undefined).map((key) => [key, object[key]]);
      instance.metadata.of(plural).set(canonical.id, { ...canonical, ...Object.fromEntries(given) });
      count += 1;
    }
  }
  return count;
}
