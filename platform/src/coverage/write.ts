import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { coverage } from './coverage.ts';
import { readRecordedSchemas } from './recorded-schemas.ts';
import { renderCoverage } from './render.ts';

/** Writes docs/coverage.md anew. */
await writeFile(
  join(import.meta.dirname, '../../../docs/coverage.md'),
  renderCoverage(coverage(await readRecordedSchemas())),
);
