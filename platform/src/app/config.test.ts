import { isAbsolute } from 'node:path';
import { expect, test } from 'vitest';
import { configOptions, readConfig } from './config.ts';

test('an empty environment is enough', () => {
  const config = readConfig({});
  expect(isAbsolute(config.dataDirectory)).toBe(true);
  expect(config).toMatchObject({ databaseUrl: undefined, vaultKey: undefined, language: 'en', isColourless: false });
});

test('a variable that is set and empty is as good as unset', () => {
  const config = readConfig({ DATABASE_URL: '', RELAIS_KEY: '', NO_COLOR: '', RELAIS_A_PASSWORD: '' });
  expect(config).toMatchObject({ databaseUrl: undefined, vaultKey: undefined, isColourless: false });
  expect(config.findCredentials('A').password).toBeUndefined();
});

test('the language is that of the first locale variable that is set', () => {
  expect(readConfig({ LANG: 'fr_FR.UTF-8' }).language).toBe('fr');
  expect(readConfig({ LC_ALL: 'C', LANG: 'fr_FR.UTF-8' }).language).toBe('en');
  expect(readConfig({ LC_ALL: '', LC_MESSAGES: 'fr_SN', LANG: 'en_GB' }).language).toBe('fr');
});

test('credentials are found by the name of their instance', () => {
  const config = readConfig({ RELAIS_SOURCE_USERNAME: 'u', RELAIS_SOURCE_PASSWORD: 'p', RELAIS_MOH_TOKEN: 't' });
  expect(config.findCredentials('SOURCE')).toEqual({ username: 'u', password: 'p', token: undefined });
  expect(config.findCredentials('MOH').token).toBe('t');
});

test('a wrong value names its variable', () => {
  expect(() => readConfig({ DATABASE_URL: 'mysql://x' })).toThrow('DATABASE_URL');
});

test('addresses are opened to requests kind by kind', () => {
  const kindsOf = (text?: string) => readConfig({ RELAIS_ALLOW_ADDRESSES: text }).allowedAddresses;
  expect(kindsOf()).toBeUndefined();
  expect(kindsOf('none')).toEqual([]);
  expect(kindsOf('link-local, loopback')).toEqual(['loopback', 'link-local']);
  for (const wrong of ['all', 'private', 'loopback,everything']) {
    expect(() => kindsOf(wrong)).toThrow('RELAIS_ALLOW_ADDRESSES');
  }
});

test('requests are limited by a whole number, or as usual', () => {
  expect(readConfig({}).requestsPerMinute).toBeUndefined();
  expect(readConfig({ RELAIS_REQUESTS_PER_MINUTE: '60000' }).requestsPerMinute).toBe(60_000);
  expect(() => readConfig({ RELAIS_REQUESTS_PER_MINUTE: 'many' })).toThrow('RELAIS_REQUESTS_PER_MINUTE');
});

test('every option is described in both languages', () => {
  for (const { name, description } of Object.values(configOptions)) {
    expect(description.fr, name).not.toBe('');
    expect(description.en, name).not.toBe('');
  }
});
