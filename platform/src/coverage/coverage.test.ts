import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { planHierarchy } from '@relais/standin/world/metadata/organisation-units.ts';
import { worldMetadata } from '@relais/standin/world/metadata/world-metadata.ts';
import { readPackages } from '@relais/standin/world/packages.ts';
import { expect, it } from 'vitest';
import { entryKinds } from '../model/entry.ts';
import { carriedClasses } from '../replication/stages/stages.ts';
import { coverage } from './coverage.ts';
import { metadataRows } from './metadata-rows.ts';
import { toldElsewhere } from './part-rows.ts';
import { readRecordedSchemas } from './recorded-schemas.ts';
import { renderCoverage } from './render.ts';

const root = join(import.meta.dirname, '../../..');
const releases = await readRecordedSchemas();
const rows = coverage(releases).flatMap((section) => section.rows);
const things = new Set(rows.map(({ thing }) => thing));

/** Types whose objects the source makes from others. */
const madeByTheServer = ['categoryOptionCombos'];

it('has a row for every type of every recorded schema', () => {
  const types = [...releases.values()].flatMap((schemas) => [...schemas.byPlural.keys()]);
  expect([...new Set(types)].filter((type) => !things.has(toldElsewhere[type] ?? type))).toEqual([]);
});

it('has a row for every class that a run carries, and for every kind of entries', () => {
  expect([...carriedClasses, ...entryKinds].filter((name) => !things.has(name))).toEqual([]);
});

it('leaves no row empty, and has each thing once', () => {
  expect(rows.filter(({ sentence }) => sentence === '')).toEqual([]);
  expect(things.size).toBe(rows.length);
});

it('says replicated only where a test is named, and the test is there', async () => {
  const replicated = rows.filter(({ verdict }) => verdict === 'replicated');
  expect(replicated.filter(({ proof }) => proof === undefined)).toEqual([]);
  const proofs = new Set(rows.flatMap(({ proof }) => proof ?? []));
  await Promise.all([...proofs].map((proof) => access(join(root, proof))));
});

it('says replicated of no metadata type of which the world of the tests holds no object', async () => {
  const worlds = [await readPackages(), worldMetadata(planHierarchy(30))];
  const held = new Set([...worlds.flatMap((world) => Object.keys(world)), ...madeByTheServer]);
  const sent = metadataRows(releases, () => undefined).filter(({ verdict }) => verdict === 'replicated');
  expect(sent.map(({ thing }) => thing).filter((type) => !held.has(type))).toEqual([]);
});

it('is what docs/coverage.md says', async () => {
  const written = await readFile(join(root, 'docs/coverage.md'), 'utf8');
  expect(written).toBe(renderCoverage(coverage(releases)));
});
