import { expect, it } from 'vitest';
import { withFrenchSpaces } from '../src/i18n/french-spaces.ts';
import { en } from '../src/texts/en/en.ts';
import { fr } from '../src/texts/fr/fr.ts';

const languages = { fr, en } as const;

/** Every text by its place: `home.title`. */
function flat(texts: object, place = ''): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') found.set(`${place}${key}`, value);
    else for (const [inner, text] of flat(value, `${place}${key}.`)) found.set(inner, text);
  }
  return found;
}

/** `runs_one` and `runs_many` are forms of `runs`. */
const withoutForm = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');

const keysOf = (texts: object) => [...new Set([...flat(texts).keys()].map(withoutForm))].sort();

it('says in every language what it says in French', () => {
  for (const texts of Object.values(languages)) expect(keysOf(texts)).toEqual(keysOf(fr));
});

it('names the same values in every language', () => {
  const valuesOf = (text: string) => [...text.matchAll(/\{\{\s*([\w.]+)/g)].map((match) => match[1]).sort();
  const french = flat(fr);
  for (const [key, text] of flat(en)) {
    const model = french.get(key);
    if (model !== undefined) expect([key, valuesOf(text)]).toEqual([key, valuesOf(model)]);
  }
});

it.each(Object.entries(languages))('has every form of a plural that the language needs (%s)', (language, texts) => {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const keys = new Set(flat(texts).keys());
  const plurals = [...keys].filter((key) => key.endsWith('_other')).map(withoutForm);
  const missing = plurals.flatMap((plural) => forms.map((form) => `${plural}_${form}`)).filter((key) => !keys.has(key));
  expect(missing).toEqual([]);
});

it('leaves no text empty, and writes French as French is written', () => {
  for (const texts of Object.values(languages)) {
    for (const [key, text] of flat(texts)) expect(text.trim(), key).not.toBe('');
  }
  for (const [key, text] of flat(fr)) {
    // A straight apostrophe, and a mark that clings to its word.
    expect(text, key).not.toMatch(/\w'\w/);
    expect(withFrenchSpaces({ text }).text, key).not.toMatch(/[^\s][;!?»]|[^\s\d]:(?!\/)|[ ][:;!?»]|« /);
  }
});

/** Words that only English has and that are easily left standing. */
const englishWords = /\b(the|and|with|from|your|please|loading|failed|error|run|runs|settings|users?|password)\b/i;

it('has no English word in French', () => {
  for (const [key, text] of flat(fr)) {
    if (!key.startsWith('dhis2Components.'))
      expect(text.replaceAll(/\{\{.*?\}\}|«.*?»/g, ''), key).not.toMatch(englishWords);
  }
});
