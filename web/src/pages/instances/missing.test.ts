import { expect, it } from 'vitest';
import type { InstanceFacts } from '../../api/instances.ts';
import { missingOf } from './missing.ts';

const now = new Date('2026-03-01T00:00:00Z');
const good: InstanceFacts = {
  name: 'capitale',
  address: 'https://dhis2.example.org',
  release: '2.42.4.1',
  edition: '2.42',
  clockOffsetMs: 1_200,
  certificate: { endsAt: '2026-09-01T00:00:00Z', issuer: 'Example CA' },
  account: { username: 'relais', hasAllAuthorities: true, organisationUnits: 1, organisationUnitNames: ['Pays'] },
  types: 90,
  capabilities: [],
  missing: [],
};

it('finds nothing to say of an instance that has everything', () => {
  expect(missingOf(good, now)).toEqual([]);
  expect(missingOf({ ...good, address: 'http://localhost:8080', certificate: undefined }, now)).toEqual([]);
});

it('says what the line and the server lack, the gravest first', () => {
  const facts = { ...good, address: 'http://dhis2.example.org', clockOffsetMs: -600_000, release: '2.37' };
  expect(missingOf(facts, now)).toEqual(['release', 'notEncrypted', 'clock']);
});

it('warns of a certificate a month before its end', () => {
  const certificate = { endsAt: '2026-03-30T00:00:00Z', issuer: 'Example CA' };
  expect(missingOf({ ...good, certificate }, now)).toEqual(['certificateSoon']);
});
