import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCommandLine } from '../../app/testing/command-line.ts';
import type { Finding } from '../../model/finding.ts';
import { startRun } from '../../runs/start-run.ts';
import { createLedger } from '../../store/ledger.ts';
import { saveRunOutcome } from '../../store/run.ts';
import { openRemoteLine, type RemoteLine } from './testing/remote-line.ts';

let remote: RemoteLine;
let run: string;

beforeAll(async () => {
  remote = await openRemoteLine();
  const { database } = remote.api.access;
  const between = { source: 'capital', target: 'region', startedBy: 'awa' } as const;
  const id = await startRun(database, { mode: 'replicate', ...between, options: { dryRun: false } });
  run = String(id);
  const refused = (key: string, name: string): Finding => ({
    ...{ type: 'dataElements', key, name, cause: 'refused', code: 'E4030', message: 'Object could not be deleted' },
  });
  const findings = [
    ...Array.from({ length: 30 }, (_, at) => refused(`de${String(at).padStart(9, '0')}`, `Élément ${at}`)),
    { type: 'constants', key: 'constant001', cause: 'unexplained', code: 'DIFFERENT', message: 'value' } as const,
  ];
  const counts = { read: 40, created: 10, updated: 0, unchanged: 0, refused: 30, skipped: 0, impossible: 0 };
  await createLedger(database, id).finishChunk({ stage: 'metadata', key: 'wave-0', counts: {}, findings });
  await saveRunOutcome(database, id, {
    verdict: 'different',
    totals: { dataElements: { ...counts, deleted: 0, verified: 10 } },
    findings: { refused: 30, impossible: 0, skipped: 0, 'changed-meanwhile': 0, unexplained: 1 },
    provenBefore: { types: { dataElements: 7 }, oldestAt: '2026-11-20T08:00:00.000Z', oldestBy: 3 },
  });
});
afterAll(() => remote.close());

test('the table is the one that the same command shows on the machine of the service', async () => {
  const here = createCommandLine({ DATABASE_URL: remote.api.access.connectionString });
  for (const language of ['fr', 'en'] as const) {
    expect(await here.run(['report', run], { language })).toBe(0);
    expect(await remote.run(['report', run], { language })).toBe(0);
    expect(remote.line.out).toBe(here.out);
  }
  expect(remote.line.out).toMatch(/DIFFERENT: 1 unexplained difference/);
  expect(remote.line.out).toMatch(/33 objects read again now; 7 proven by an earlier run/);
  expect(remote.line.out).toMatch(/refused {2}dataElements {2}× 30 {2}“Élément 0”, “Élément 1”, “Élément 2” {2}E4030/);
});

test('its documents are downloaded: HTML in the language of the reader, JSON and CSV with every finding', async () => {
  const page = join(remote.directory, 'report.html');
  expect(await remote.run(['report', run, '--html', '--out', page], { language: 'fr' })).toBe(0);
  expect(remote.line.out).toContain('report.html');
  expect(await readFile(page, 'utf8')).toContain('<html lang="fr"');
  expect(await remote.run(['report', run, '--html', '--out', '-'])).toBe(0);
  expect(remote.line.out).toContain('<html lang="en"');
  expect(await remote.run(['report', run, '--json'])).toBe(0);
  expect(JSON.parse(remote.line.out)).toMatchObject({ format: 'relais-run-report/1', verdict: 'different' });
  const lines = join(remote.directory, 'report.csv');
  expect(await remote.run(['report', run, '--csv', '--out', lines])).toBe(0);
  expect(parse(await readFile(lines), { columns: true, bom: true })).toHaveLength(31);
  expect(await remote.run(['report', run, '--csv', '--json'])).toBe(3);
});

test('a run that is not there is told, and leaves no file', async () => {
  const page = join(remote.directory, 'none.html');
  expect(await remote.run(['report', '999999', '--html', '--out', page])).toBe(3);
  expect(remote.line.err).toContain('RUN_UNKNOWN');
  await expect(readFile(page)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await remote.run(['report', 'first'])).toBe(3);
  expect(remote.line.err).toContain('RUN_NUMBER_INVALID');
});
