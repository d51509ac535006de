import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createInstance } from '../create-instance.ts';
import type { Account } from '../instance.ts';
import { readRealExport, storeAsTheyAre } from '../world/real-export.ts';
import { ADMIN_UID } from './blank.ts';
import { parseFields } from './fields.ts';
import { importMetadata } from './import/import-metadata.ts';
import { DEFAULT_PARAMS } from './import/import-params.ts';
import { type Json, jsonObjects } from './json.ts';
import { renderObject } from './render.ts';
import { schemaIndexOf } from './schema-index.ts';

const admin: Account = { uid: ADMIN_UID, username: 'admin', authorities: new Set(['ALL']) };

function fixture(name: string): Json {
  const file = new URL(`../../fixtures/${name}.json.gz`, import.meta.url);
  return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Json;
}

const PACKAGES: readonly [name: string, objects: number][] = [
  ['e2e-user-groups', 1],
  ['e2e-user-roles', 2],
  ['e2e-setup', 21],
  ['e2e-users', 2],
  ['e2e-aggregate', 147],
  ['e2e-tracker', 43],
  ['e2e-relationship-types', 6],
  ['e2e-program-rules', 25],
];

test.each(['2.40.1', '2.41.5.1', '2.42.4.1'])('%s takes the real packages, one after the other', (release) => {
  const instance = createInstance({ release });
  for (const [name, objects] of PACKAGES) {
    const report = importMetadata(instance, admin, fixture(`packages/${name}`), DEFAULT_PARAMS);
    expect([name, report.status, report.stats.created]).toEqual([name, 'OK', objects]);
  }
});

test('an older package is refused for its user without a role, and for what 2.42 asks of tracked entity types', () => {
  const instance = createInstance({ release: '2.42.4.1' });
  const report = importMetadata(instance, admin, fixture('packages/covac-tracker-2.36'), DEFAULT_PARAMS);
  const found = report.typeReports.flatMap(({ objectReports }) => objectReports.flatMap((each) => each.errorReports));
  expect(found.map(({ errorCode, errorProperty }) => `${errorCode} ${errorProperty ?? ''}`.trim())).toEqual(
    expect.arrayContaining(['E4055', 'E4000 shortName']),
  );
});

test('a real export posted whole is refused with seven E4314 on four relationship types', () => {
  const instance = createInstance({ release: '2.42.4.1' });
  const whole = readRealExport();
  const report = importMetadata(instance, admin, whole, DEFAULT_PARAMS);
  const refused = report.typeReports.flatMap(({ objectReports }) => objectReports);
  expect(refused.map(({ klass }) => klass)).toEqual(Array(4).fill('org.hisp.dhis.relationship.RelationshipType'));
  expect(refused.flatMap(({ errorReports }) => errorReports.map((each) => each.errorCode))).toEqual(
    Array(7).fill('E4314'),
  );
  expect(instance.metadata.of('dataElements').size).toBe(0);
  expect(() => importMetadata(instance, admin, whole, { ...DEFAULT_PARAMS, atomicMode: 'NONE' })).toThrow(
    'DataSet.periodType',
  );
  expect(instance.metadata.of('dataElements').size).toBe(0);
});

test('every object of a real export comes back with the same properties', () => {
  const instance = createInstance({ release: '2.42.4.1' });
  const whole = readRealExport();
  const stored = storeAsTheyAre(instance, whole);
  expect(stored).toBeGreaterThan(600);
  for (const [plural, schema] of schemaIndexOf(instance).byPlural) {
    for (const object of jsonObjects(whole[plural])) {
      const kept = instance.metadata.find(plural, String(object.id));
      if (!kept) throw new Error(`${plural} ${object.id} is missing`);
      const rendered = renderObject({ instance, baseUrl: '' }, schema, kept, parseFields(':owner'));
      expect([plural, Object.keys(rendered).sort()]).toEqual([plural, Object.keys(object).sort()]);
    }
  }
});
