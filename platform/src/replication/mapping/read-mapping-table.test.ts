import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readMappingTable } from './read-mapping-table.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'table-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(content: string | Buffer): Promise<string[]> {
  const file = join(folder, 'table.csv');
  await writeFile(file, content);
  const rows: string[] = [];
  for await (const { line, type, source, target } of readMappingTable(file, AbortSignal.timeout(600_000))) {
    rows.push([line, type, source, target].join(' '));
  }
  return rows;
}

it.each([
  ['commas', 'type,source,target\ndataElements,A,B\n'],
  [
    'semicolons, a byte order mark and CRLF, as Excel writes in French',
    '\uFEFFType;Source;Target\r\ndataElements;A;B\r\n',
  ],
  ['tabs, other orders and notes', 'note\ttarget\tsource\ttype\nvu\tB\tA\tdataElements\n'],
  ['quotes', '"type","source","target"\n"dataElements","A","B"\n'],
])('%s', async (_, content) => {
  expect(await read(content)).toEqual(['2 dataElements A B']);
});

it('keeps accents, commas inside quotes, and passes over empty lines', async () => {
  expect(await read('type,source,target\n\ndataElements,"Décès, total",Deaths\n')).toEqual([
    '3 dataElements Décès, total Deaths',
  ]);
});

it('refuses Latin-1 with a hint, wherever in the file it stands', async () => {
  const rows = 'dataElements,A,B\n'.repeat(20_000);
  const latin = Buffer.concat([
    Buffer.from(`type,source,target\n${rows}`),
    Buffer.from('dataElements,D\u00e9c\u00e8s,C\n', 'latin1'),
  ]);
  await expect(read(latin)).rejects.toThrow('MAPPING_FILE_NOT_UTF8');
});

it('says what is wrong with a table without its columns, or with no table at all', async () => {
  await expect(read('type,from,to\na,b,c\n')).rejects.toThrow(/MAPPING_FILE_UNREADABLE.*no column source, target/);
  const nowhere = readMappingTable(join(folder, 'nowhere.csv'), AbortSignal.timeout(600_000));
  await expect(nowhere.next()).rejects.toThrow('MAPPING_FILE_UNREADABLE');
});

it('reads a hundred thousand rows', async () => {
  const rows = Array.from({ length: 100_000 }, (_, row) => `organisationUnits,S${row},T${row}`);
  expect(await read(`type,source,target\n${rows.join('\n')}\n`)).toHaveLength(100_000);
});
