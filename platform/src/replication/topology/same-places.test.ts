import { expect, test } from 'vitest';
import type { KnownAddresses } from '../../store/known-address.ts';
import { placeKeys } from './same-places.ts';

const known = (parts: Partial<KnownAddresses> = {}): KnownAddresses => ({
  registered: new Map(),
  systemIds: new Map(),
  proven: [],
  ...parts,
});
const areSame = (left: string, right: string, facts: KnownAddresses) => {
  const keys = placeKeys([left, right], facts);
  return keys.get(left) === keys.get(right);
};
const [inside, outside] = ['http://10.0.0.5:8080/dhis', 'https://dhis2.example.org'];

test('a name and the ways to write its address lead to one place', () => {
  const facts = known({ registered: new Map([['production', 'https://dhis2.example.org/moh']]) });
  expect(areSame('production', 'https://DHIS2.example.org:443/moh/', facts)).toBe(true);
  expect(areSame('production', 'https://dhis2.example.org/other', facts)).toBe(false);
  expect(areSame('http://localhost:8080', 'http://127.0.0.1:8080/', known())).toBe(true);
  expect(areSame('archive:/backups/a', 'archive:/backups/b', known())).toBe(false);
});

test('two addresses that answered with one system id are one place, until a run finds that they are two', () => {
  const systemIds = new Map([
    [inside, 'id'],
    [outside, 'id'],
  ]);
  expect(areSame(inside, outside, known({ systemIds }))).toBe(true);
  expect(areSame(inside, outside, known({ systemIds, proven: [[outside, inside]] }))).toBe(false);
  expect(areSame(inside, outside, known({ systemIds: new Map([[inside, 'id']]) }))).toBe(false);
});
