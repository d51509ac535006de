import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Plugin } from 'vite';
import { readDocument } from './read-document.ts';

const docs = join(import.meta.dirname, '../../docs');

/** Makes modules of the documentation: `docs/api.md?document` is the whole page, `docs/api.md?title` its title alone. */
export function readDocuments(): Plugin {
  return {
    name: 'relais-documents',
    enforce: 'pre',
    load: async (id) => {
      const [, file, wanted] = /^(.+\.md)\?(document|title)$/.exec(id) ?? [];
      if (file === undefined) return undefined;
      const name = relative(docs, file).replace(/\.md$/, '');
      const page = readDocument(await readFile(file, 'utf8'), name);
      const content = wanted === 'title' ? page.title : page;
      return { code: `export const content = ${JSON.stringify(content)};`, moduleType: 'js' };
    },
  };
}
