import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type DocumentBlock, type InlinePart, readDocument } from './read-document.ts';

const docs = join(import.meta.dirname, '../../docs');

it('reads headings, paragraphs, lists, tables and code as data', () => {
  const markdown =
    '# The API\n\nSends **one** `token`.\n\n## Reading it\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | `2` |\n\n    curl <x>\n';
  expect(readDocument(markdown, 'api')).toEqual({
    title: 'The API',
    blocks: [
      {
        kind: 'paragraph',
        parts: ['Sends ', { kind: 'strong', parts: ['one'] }, ' ', { kind: 'code', text: 'token' }, '.'],
      },
      { kind: 'heading', level: 2, id: 'reading-it', parts: ['Reading it'] },
      {
        kind: 'list',
        isOrdered: false,
        items: [[{ kind: 'paragraph', parts: ['a'] }], [{ kind: 'paragraph', parts: ['b'] }]],
      },
      { kind: 'table', head: [['x'], ['y']], rows: [[['1'], [{ kind: 'code', text: '2' }]]] },
      { kind: 'code', text: 'curl <x>' },
    ],
  });
});

it('leads from page to page inside the application, and nowhere where there is no page', () => {
  const linkOf = (href: string, name: string) => {
    const [block] = readDocument(`[x](${href})`, name).blocks;
    const part = block?.kind === 'paragraph' ? block.parts[0] : undefined;
    return typeof part === 'object' && part.kind === 'link' ? part.to : undefined;
  };
  expect(linkOf('archive.md', 'api')).toBe('/help/documents/archive');
  expect(linkOf('../notices.md#measures', 'decisions/0016-deletions')).toBe('/help/documents/notices#measures');
  expect(linkOf('https://example.org/', 'api')).toBe('https://example.org/');
  expect(linkOf('../platform/src/api', 'api')).toBe('');
});

/** Where every link of a page leads. */
function linksOf(blocks: readonly DocumentBlock[]): readonly string[] {
  const ofParts = (parts: readonly InlinePart[]): readonly string[] =>
    parts.flatMap((part) => {
      if (typeof part === 'string' || !('parts' in part)) return [];
      return [...(part.kind === 'link' ? [part.to] : []), ...ofParts(part.parts)];
    });
  return blocks.flatMap((block) => {
    if (block.kind === 'list') return block.items.flatMap(linksOf);
    if (block.kind === 'quote') return linksOf(block.blocks);
    if (block.kind === 'table') return [block.head, ...block.rows].flat().flatMap(ofParts);
    return 'parts' in block ? ofParts(block.parts) : [];
  });
}

it('says of a link to the same page in the other language that it is in that language', () => {
  const languageOf = (href: string, name: string) => {
    const [block] = readDocument(`[x](${href})`, name).blocks;
    const part = block?.kind === 'paragraph' ? block.parts[0] : undefined;
    return typeof part === 'object' && part.kind === 'link' ? part.language : undefined;
  };
  expect(languageOf('fr/api.md', 'api')).toBe('fr');
  expect(languageOf('../api.md', 'fr/api')).toBe('en');
  expect(languageOf('../coverage.md', 'fr/api')).toBeUndefined();
});

it('reads every page that there is, and no link between them is dead', async () => {
  const files = (await readdir(docs, { recursive: true })).filter((file) => file.endsWith('.md'));
  expect(files.length).toBeGreaterThan(20);
  const places = new Map<string, readonly string[]>();
  const links = new Map<string, readonly string[]>();
  for (const file of files) {
    const name = file.replace(/\.md$/, '');
    const { title, blocks } = readDocument(await readFile(join(docs, file), 'utf8'), name);
    expect(title, file).not.toBe('');
    places.set(
      name,
      blocks.flatMap((block) => (block.kind === 'heading' ? [block.id] : [])),
    );
    links.set(name, linksOf(blocks));
  }
  for (const [name, ofPage] of links) {
    for (const link of ofPage) {
      const [, page = name, place] = /^(?:\/help\/documents\/([^#]+))?(?:#(.+))?$/.exec(link) ?? [undefined, undefined];
      if (/^https?:/.test(link) || link === '') continue;
      expect([...places.keys()], `${name}: ${link}`).toContain(page);
      if (place !== undefined) expect(places.get(page), `${name}: ${link}`).toContain(decodeURIComponent(place));
    }
  }
});

it('names no picture of a screen that is not there', async () => {
  const files = (await readdir(docs, { recursive: true })).filter((file) => file.endsWith('.md'));
  const pictures = await Promise.all(
    files.map(async (file) => {
      const links = [...(await readFile(join(docs, file), 'utf8')).matchAll(/\]\(([^)]+\.webp)\)/g)];
      return links.map(([, path = '']) => join(docs, file, '..', path));
    }),
  );
  expect(pictures.flat().length).toBeGreaterThan(20);
  for (const picture of pictures.flat()) await access(picture);
});
