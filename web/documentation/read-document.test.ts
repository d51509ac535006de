import { readdir, readFile } from 'node:fs/promises';
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

it('reads every page that there is, and no link between them is dead', async () => {
  const files = (await readdir(docs, { recursive: true })).filter((file) => file.endsWith('.md'));
  expect(files.length).toBeGreaterThan(20);
  const names = new Set(files.map((file) => file.replace(/\.md$/, '')));
  for (const file of files) {
    const name = file.replace(/\.md$/, '');
    const { title, blocks } = readDocument(await readFile(join(docs, file), 'utf8'), name);
    expect(title, file).not.toBe('');
    for (const link of linksOf(blocks)) {
      const page = /^\/help\/documents\/([^#]+)/.exec(link)?.[1];
      if (page !== undefined) expect(names, `${file}: ${link}`).toContain(page);
    }
  }
});
