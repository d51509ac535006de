import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { readDocuments } from './documentation/document-plugin.ts';

const compressWithBrotli = promisify(brotliCompress);
const compressWithGzip = promisify(gzip);

/** Smaller than this, a file gains nothing. */
const leastBytes = 1_000;

/** Compresses what was built once, so that the service sends it as it lies there: lines are slow where Relais is used. */
function compressFiles(): Plugin {
  return {
    name: 'relais-compress-files',
    apply: 'build',
    writeBundle: async ({ dir = '' }, bundle) => {
      const names = Object.keys(bundle).filter((name) => /\.(js|css|svg)$/.test(name));
      for (const name of names) {
        const content = await readFile(join(dir, name));
        if (content.length < leastBytes) continue;
        const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
        await writeFile(join(dir, `${name}.br`), await compressWithBrotli(content, quality));
        await writeFile(join(dir, `${name}.gz`), await compressWithGzip(content));
      }
    },
  };
}

// Whoever builds, tests too, builds what people get: React's own checks are for those who write it.
if (process.argv.includes('build')) process.env.NODE_ENV = 'production';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [readDocuments(), react(), compressFiles()],
  resolve: {
    alias: {
      // DHIS2's own translator brings a second i18next and moment for six words, which we translate ourselves.
      '@dhis2/d2-i18n': join(import.meta.dirname, 'src/i18n/dhis2-component-texts.ts'),
    },
  },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // On a slow line it is questions that take time, not bytes: what everybody needs first is one file, what several screens share another.
        codeSplitting: {
          groups: [
            { name: 'shell', tags: ['$initial'], priority: 2 },
            {
              name: 'shared',
              test: /[\\/](node_modules|components|api|i18n|contract)[\\/]/,
              minShareCount: 3,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': process.env.RELAIS_DEV_SERVICE ?? 'http://127.0.0.1:8700' } },
});
