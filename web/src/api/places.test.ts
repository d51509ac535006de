import { expect, test } from 'vitest';
import { isArchive, reachOf } from './places.ts';

const instances = [{ name: 'capitale', url: 'https://dhis2.example.org/sante' }];

test('an instance answers by its name or by its address, whatever stands at its end', () => {
  expect(reachOf('capitale', instances)).toBe('instance');
  expect(reachOf('https://dhis2.example.org/sante/', instances)).toBe('instance');
});

test('what is registered no more does not', () => {
  expect(reachOf('region', instances)).toBe('unknown');
  expect(reachOf('https://dhis2.example.org', instances)).toBe('unknown');
});

test('an archive is known by how it is called', () => {
  expect(isArchive('archive:/srv/sauvegardes/novembre')).toBe(true);
  expect(isArchive('archive')).toBe(false);
});
