import fc from 'fast-check';
import { describe, test } from 'vitest';
import type { EntryClass } from '../../entries/entry-class.ts';
import { assertSameExactlyWhen } from '../../fixtures/taken-for-same.ts';
import { appsClass } from './apps.ts';
import { configurationClass } from './configuration.ts';
import { databaseLocalesClass } from './database-locales.ts';
import { icons } from './icons.ts';
import { settingTranslationsClass } from './setting-translations.ts';
import { staticContent } from './static-content.ts';
import { systemSettingsClass } from './system-settings.ts';
import { userSettingsClass } from './user-settings.ts';

/** Of each only a few, so that two that were made apart are often the same. */
const word = fc.constantFrom('one', 'two', 'three');
const uid = fc.constantFrom('ApUidOfOne1', 'ApUidOfTwo2');
const sorted = (words: readonly string[]) => JSON.stringify([...new Set(words)].sort());

/** Contents under one key are the same exactly when `meaningOf` finds the same in both. */
function assertAlike<C>(kind: EntryClass, content: fc.Arbitrary<C>, meaningOf: (content: C) => string, key = 'key') {
  return assertSameExactlyWhen(kind, fc.record({ key: fc.constant(key), content }), meaningOf);
}

describe('the same are', () => {
  test('settings with the same text, to the letter', async () => {
    const value = fc.constantFrom('true', 'false', '0', '1', 'True', ' true', '0.0');
    await assertAlike(systemSettingsClass, fc.record({ value }), ({ value: text }) => text, 'keyFlag');
  });

  test('translations with the same text, whatever ends its lines', async () => {
    const line = fc.constantFrom('Bienvenue', '', 'à tous');
    const text = fc.tuple(fc.array(line, { maxLength: 3 }), fc.constantFrom('\n', '\r\n'));
    const content = text.map(([lines, end]) => ({ text: `>${lines.join(end)}<` }));
    await assertAlike(settingTranslationsClass, content, (each) => each.text.replaceAll('\r\n', '\n'));
  });

  test('lists of the configuration with the same members, references and names that are the same', async () => {
    const list = fc.record({
      list: fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => [...new Set(words)]),
    });
    await assertAlike(configurationClass, list, (each) => sorted(each.list), 'corsWhitelist');
    const reference = fc.record({ reference: uid });
    await assertAlike(configurationClass, reference, (each) => each.reference, 'feedbackRecipients');
    const name = fc.record({ name: fc.constantFrom('Monthly', 'Quarterly') });
    await assertAlike(configurationClass, name, (each) => each.name, 'infrastructuralPeriodType');
  });

  test('settings of a user with the same names and texts, in whatever order', async () => {
    const setting = fc.tuple(fc.constantFrom('keyUiLocale', 'keyStyle', 'keyDbLocale'), word);
    const settings = fc.array(setting, { maxLength: 4 }).map((pairs) => ({ settings: Object.fromEntries(pairs) }));
    await assertAlike({ ...userSettingsClass, prepare: (entry) => ({ entry }) }, settings, (each) =>
      sorted(Object.entries(each.settings).map((pair) => pair.join('='))),
    );
  });

  test('icons described in the same words with the same picture, whatever bytes the servers drew', async () => {
    const content = fc.record({
      description: fc.constantFrom('', 'A house'),
      keywords: fc.array(word, { maxLength: 3 }),
      fileResource: uid,
      fileName: word,
      contentType: fc.constant('image/png'),
      image: fc.constantFrom('AAAA', 'BBBB'),
    });
    await assertAlike(icons, content, ({ description, keywords, fileResource }) => {
      return `${description} ${sorted(keywords)} ${fileResource}`;
    });
  });

  test('logos, styles and scripts with the same bytes', async () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 2 }).map((array) => Buffer.from(array).toString('base64'));
    await assertAlike(staticContent, fc.record({ base64: bytes }), ({ base64 }) => base64, 'style');
  });

  test('languages that are there, and apps of the same version', async () => {
    await assertAlike(databaseLocalesClass, fc.constantFrom(null, { any: 1 }), () => 'there', 'fr_SN');
    const app = fc.record({ name: word, version: fc.constantFrom('1.0', '1.0.0', '2.0') });
    const everywhere: EntryClass = { ...appsClass, prepare: (entry) => ({ entry }) };
    await assertAlike(everywhere, app, ({ version }) => version);
  });
});
