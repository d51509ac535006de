import { expect, it } from 'vitest';
import type { AccountFacts } from '../../model/instance.ts';
import { deletionProtection, isOwnType } from './protected-objects.ts';

const account: AccountFacts = {
  ...{ uid: 'M5zQapPyTZI', username: 'admin', authorities: ['ALL'], roles: ['yrB6vc5Ip3r'] },
  ...{ organisationUnits: [], dataViewOrganisationUnits: [], searchOrganisationUnits: [] },
};
const protection = (type: string, object: Readonly<Record<string, unknown>>) =>
  deletionProtection(type, { id: 'DeObject001', ...object }, account);

it('keeps default category objects, by whatever UID', () => {
  for (const type of ['categories', 'categoryOptions', 'categoryCombos', 'categoryOptionCombos']) {
    expect(protection(type, { name: 'default' })).toBe('DEFAULT_OBJECT');
    expect(protection(type, { name: 'Sex' })).toBeUndefined();
  }
});

it('keeps the account in use, by its UID and by its name, and its roles', () => {
  expect(protection('users', { id: 'M5zQapPyTZI' })).toBe('ACCOUNT_IN_USE');
  expect(protection('users', { username: 'Admin' })).toBe('ACCOUNT_IN_USE');
  expect(protection('users', { username: 'somebody' })).toBeUndefined();
  expect(protection('userRoles', { id: 'yrB6vc5Ip3r' })).toBe('ROLE_IN_USE');
});

it('keeps every role that may do everything: it may be the last way into the instance', () => {
  expect(protection('userRoles', { authorities: ['F_DATAVALUE_ADD', 'ALL'] })).toBe('SUPERUSER_ROLE');
  expect(protection('userRoles', { authorities: ['F_DATAVALUE_ADD'] })).toBeUndefined();
});

it('keeps what every instance has of its own', () => {
  expect(protection('jobConfigurations', { name: 'nightly' })).toBe('OWN_TYPE');
  expect(isOwnType('apiToken')).toBe(true);
  expect(isOwnType('dataElements')).toBe(false);
});
