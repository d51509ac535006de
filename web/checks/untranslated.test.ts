import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSync, Visitor } from 'rolldown/utils';
import { expect, it } from 'vitest';

const sources = join(import.meta.dirname, '../src');

/** Attributes that people read or hear. */
const spoken = new Set([
  'title',
  'alt',
  'label',
  'placeholder',
  'helpText',
  'aria-label',
  'aria-description',
  'help',
  'submit',
]);
/** The name of the product is the same everywhere. */
const names = new Set(['Relais']);

const isText = (text: string) => /\p{L}{2,}/u.test(text) && !names.has(text.trim());

/** What a file says to people without asking for its translation. */
function untranslatedIn(file: string, text: string): readonly string[] {
  const found: string[] = [];
  const { program, errors } = parseSync(file, text, { lang: 'tsx' });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const note = (value: unknown) => {
    if (typeof value === 'string' && isText(value)) found.push(`${file}: ${value.trim()}`);
  };
  new Visitor({
    JSXText: ({ value }) => note(value),
    JSXAttribute: ({ name, value }) => {
      const attribute = name.type === 'JSXIdentifier' ? name.name : '';
      if (spoken.has(attribute) && value?.type === 'Literal') note(value.value);
    },
    JSXElement: ({ children }) => {
      for (const child of children) {
        if (child.type !== 'JSXExpressionContainer') continue;
        if (child.expression.type === 'Literal') note(child.expression.value);
        if (child.expression.type === 'TemplateLiteral') {
          for (const { value } of child.expression.quasis) note(value.cooked);
        }
      }
    },
  }).visit(program);
  return found;
}

it('finds what was left untranslated', () => {
  const example = 'const a = <p title="Hello">{t("x")} <b>Bonjour</b>{`runs`} · 3 <img alt="" /></p>;';
  expect(untranslatedIn('example.tsx', example)).toEqual([
    'example.tsx: runs',
    'example.tsx: Hello',
    'example.tsx: Bonjour',
  ]);
});

it('leaves no text in a screen that is not translated', async () => {
  const files = (await readdir(sources, { recursive: true })).filter((name) => name.endsWith('.tsx'));
  expect(files.length).toBeGreaterThan(20);
  const found = [];
  for (const file of files) found.push(...untranslatedIn(file, await readFile(join(sources, file), 'utf8')));
  expect(found).toEqual([]);
});

it('sets nothing to the left or the right, because some languages begin on the other side', async () => {
  const files = (await readdir(sources, { recursive: true })).filter((name) => name.endsWith('.css'));
  const physical =
    /(^|[\s;{])((margin|padding|border)-(left|right|top|bottom)|left|right|float|text-align:\s*(left|right))\s*:?[^;]*;/gm;
  for (const file of files) {
    const css = await readFile(join(sources, file), 'utf8');
    expect([file, css.match(physical)]).toEqual([file, null]);
  }
});
