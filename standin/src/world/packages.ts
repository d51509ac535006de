import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { isMetadataObject, type MetadataByType, type MetadataObject } from './metadata-object.ts';
import { repairPackages } from './repair-packages.ts';

const FOLDER = new URL('../../fixtures/packages/', import.meta.url);

/** Where two packages hold the same object, the first of this order gives its properties. */
const PACKAGES = [
  'e2e-user-roles',
  'e2e-user-groups',
  'e2e-users',
  'e2e-setup',
  'covac-tracker-2.36',
  'covac-aggregate-2.36',
  'covac-program-indicators-2.36',
  'e2e-aggregate',
  'e2e-tracker',
  'e2e-relationship-types',
  'e2e-program-rules',
] as const;

/**
 * All metadata packages of the fixtures as one body, each object once, repaired so that a server of any release takes
 * it whole (see {@link repairPackages}).
 */
export async function readPackages(): Promise<MetadataByType> {
  const byType = new Map<string, Map<string, MetadataObject>>();
  for (const name of PACKAGES) {
    const body: unknown = JSON.parse(gunzipSync(await readFile(new URL(`${name}.json.gz`, FOLDER))).toString());
    for (const [type, objects] of Object.entries(body ?? {})) {
      if (Array.isArray(objects)) addOnce(byType, type, objects.filter(isMetadataObject));
    }
  }
  return repairPackages(Object.fromEntries([...byType].map(([type, objects]) => [type, [...objects.values()]])));
}

function addOnce(byType: Map<string, Map<string, MetadataObject>>, type: string, objects: MetadataObject[]): void {
  const known = byType.get(type) ?? new Map<string, MetadataObject>();
  byType.set(type, known);
  for (const object of objects) {
    if (!known.has(object.id)) known.set(object.id, object);
  }
}
