import { expect, it } from 'vitest';
import { carriedClasses } from '../stages/stages.ts';
import { sourceRoleOf } from './source-role.ts';

it.each([
  ['everything', {}],
  ['a program', { selection: { programs: ['ANC'] } }],
  ['data sets and a group', { selection: { dataSets: ['Monthly'], groups: ['ANC'] } }],
  ['what changed', { selection: { changedSince: '2024-01-01' } }],
  ['tracker data, by the word for it', { only: ['metadata', 'tracker'] }],
  ['approvals', { only: ['dataApprovals'] }],
])('%s wants all org units of the source', (_what, options) => {
  expect(sourceRoleOf(options)).toBe('source');
});

it.each([
  ['metadata types', { only: ['dataElements', 'programs'] }],
  ['all metadata and the stores', { only: ['metadata', 'dataStore'] }],
  ['metadata of what changed', { only: ['metadata'], selection: { changedSince: '2024-01-01' } }],
  ['a group', { selection: { groups: ['ANC'] } }],
  ['a subtree', { selection: { dataSets: ['Monthly'], orgUnits: ['North'] } }],
])('%s can be read by whom sees a part of them', (_what, options) => {
  expect(sourceRoleOf(options)).toBe('partialSource');
});

it('knows every class: files, stores and settings alone lie under no org unit', () => {
  const others = carriedClasses.filter((name) => sourceRoleOf({ only: [name] }) === 'partialSource');
  expect(others).toEqual([
    ...['fileResources', 'dataStore', 'userDataStore', 'databaseLocales', 'systemSettings', 'settingTranslations'],
    ...['configuration', 'userSettings', 'apps', 'staticContent', 'icons'],
  ]);
});
