import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasSetting, settingDefaults } from './setting-defaults.ts';
import { canonicalSetting, isDefaultSetting } from './setting-value.ts';

describe('the value of a setting', () => {
  test('is one text, whether a release tells it as a text or as what it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.boolean(), fc.integer(), fc.double({ noNaN: true })), (value) => {
        expect(canonicalSetting(String(value))).toBe(canonicalSetting(value));
      }),
    );
    expect(canonicalSetting('2.0')).toBe(canonicalSetting(2));
  });

  test('stays what it is as a text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^1970-01-01|^-?\d+\.0+$/.test(text));
        expect(canonicalSetting(text)).toBe(text);
      }),
    );
  });

  test('is empty where nobody has set it, however that is told', () => {
    for (const nothing of [null, undefined, '', '1970-01-01T00:00:00.000']) expect(canonicalSetting(nothing)).toBe('');
  });
});

test('a default is that of the release: what 2.40 has by itself, 2.42 would have been given', () => {
  expect(isDefaultSetting('60', settingDefaults(40).maxPasswordLength)).toBe(true);
  expect(isDefaultSetting('60', settingDefaults(42).maxPasswordLength)).toBe(false);
  expect(isDefaultSetting('{"gateways":[]}', settingDefaults(38).keySmsSetting)).toBe(true);
  expect(isDefaultSetting('anything', settingDefaults(43).unknownSetting)).toBe(false);
  expect(isDefaultSetting('', settingDefaults(43).unknownSetting)).toBe(true);
});

test('a default that is not spelled out here is known by its digest', () => {
  const { keyBingMapsApiKey } = settingDefaults(40);
  expect(keyBingMapsApiKey).toMatch(/^sha256:/);
  expect(isDefaultSetting('another key', keyBingMapsApiKey)).toBe(false);
});

test('a release has the settings that it and those before it brought', () => {
  expect(['loginPopup', 'globalShellEnabled', 'keyFlag'].map((key) => hasSetting(41, key))).toEqual([
    true,
    false,
    true,
  ]);
});

test('2.43 begins with another module, and with settings that 2.42 does not have', () => {
  expect(isDefaultSetting('dhis-web-dashboard', settingDefaults(43).startModule)).toBe(true);
  expect(isDefaultSetting('dhis-web-dashboard', settingDefaults(42).startModule)).toBe(false);
  expect(isDefaultSetting('WEEKLY', settingDefaults(43).analyticsWeeklyStart)).toBe(true);
  expect([hasSetting(42, 'dataEntryAutoGroup'), hasSetting(43, 'dataEntryAutoGroup')]).toEqual([false, true]);
});
