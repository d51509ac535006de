import { runReportSchema } from '@relais/contract/run-report.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding } from '../model/finding.ts';
import type { RunOutcome } from '../model/run-outcome.ts';
import { createLedger } from '../store/ledger.ts';
import { createRun, saveRunInstances, saveRunOutcome, setRunState } from '../store/run.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { loadTotals } from '../store/totals.ts';
import { writeJsonReport } from './json-report.ts';
import { renderReport } from './render-report.ts';
import { loadRunReport } from './run-report.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const pi: Finding = {
  type: 'constants',
  key: 'bCqvfPR02Im',
  name: 'Pi <script>alert("x")</script>',
  cause: 'refused',
  code: 'E5003',
  message: 'Property `name` with value `Pi` & others already exists',
};

async function finishedRun(findings: readonly Finding[], verdict: RunOutcome['verdict']): Promise<number> {
  const { database } = store;
  const runId = await createRun(database, {
    mode: 'replicate',
    sourceReference: 'production',
    targetReference: 'training',
    options: {},
  });
  await setRunState(database, runId, 'running');
  const source = { name: 'production', address: 'https://dhis2.example.org', release: '2.40.1', systemName: 'Santé' };
  const target = { name: 'training', address: 'https://training.example.org', release: '2.43.1' };
  await saveRunInstances(database, runId, source, target);
  const refused = findings.length;
  await createLedger(database, runId).finishChunk({
    stage: 'metadata',
    key: '1',
    counts: {
      constants: { read: 6, created: 6 - refused, refused },
      organisationUnits: { read: 1000, created: 1000 },
      indicators: { read: 0 },
    },
    findings,
  });
  await saveRunOutcome(database, runId, {
    verdict,
    totals: await loadTotals(database, runId),
    findings: { refused, impossible: 0, skipped: 0, 'changed-meanwhile': 0, unexplained: 0 },
    comparisonDigest: '5f2c0a9d',
  });
  await setRunState(database, runId, refused > 0 ? 'completed-with-refusals' : 'completed');
  return runId;
}

async function htmlOf(runId: number, language: 'fr' | 'en' = 'fr') {
  return renderReport(await loadRunReport(store.database, runId, new Date()), language);
}

async function jsonOf(runId: number) {
  let text = '';
  const report = await loadRunReport(store.database, runId, new Date());
  for await (const piece of writeJsonReport(store.database, report)) text += piece;
  return JSON.parse(text);
}

test('says in one word that two instances are identical, with date, sides and signature', async () => {
  const page = await htmlOf(await finishedRun([], 'identical'));
  expect(page).toContain('<strong>IDENTIQUE</strong></h1>');
  expect(page).toContain('<strong>IDENTICAL</strong></h1>');
  expect(page).toContain('DHIS2 2.40.1 · https://dhis2.example.org');
  expect(page).toContain('<code>5f2c0a9d</code>');
  expect(page).toContain('Rien à signaler.');
  expect(page).toContain('1\u202F000');
});

test('tells a refusal by its name, what it means, what to do, and where to mend it', async () => {
  const page = await htmlOf(await finishedRun([pi], 'identical-except-refusals'));
  expect(page).toContain('sauf 1 objet refusé par la cible');
  expect(page).toContain('existe déjà dans la cible sous un autre identifiant');
  expect(page).toContain(
    'https://dhis2.example.org/dhis-web-maintenance/index.html#/edit/otherSection/constant/bCqvfPR02Im',
  );
});

test('names and messages of DHIS2 are text, whatever they hold', async () => {
  const page = await htmlOf(await finishedRun([pi], 'identical-except-refusals'));
  expect(page).not.toContain('<script');
  expect(page).toContain('Pi &lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
  expect(page).toContain('`Pi` &amp; others');
});

test('needs no other file', async () => {
  const page = await htmlOf(await finishedRun([pi], 'identical-except-refusals'));
  expect(page).not.toMatch(/<link|<img|<script|@import|url\(/);
});

test('opens in the language of the reader', async () => {
  const runId = await finishedRun([], 'identical');
  expect(await htmlOf(runId, 'fr')).toContain('id="show-fr" checked');
  expect(await htmlOf(runId, 'en')).toContain('id="show-en" checked');
});

test('tells what nobody can copy into a target of this release', async () => {
  const page = await htmlOf(await finishedRun([], 'identical'));
  expect(page).toContain('Mots de passe');
  expect(page).toContain('storedBy');
});

test('leaves out the types of which there is nothing', async () => {
  const page = await htmlOf(await finishedRun([], 'identical'));
  expect(page).toContain('<td>organisationUnits</td>');
  expect(page).not.toContain('<td>indicators</td>');
});

test('a run that has not ended has a report of what is known so far', async () => {
  const runId = await createRun(store.database, {
    mode: 'replicate',
    sourceReference: 'production',
    targetReference: 'training',
    options: {},
  });
  await setRunState(store.database, runId, 'failed', 'The instance does not answer.');
  const page = await htmlOf(runId);
  expect(page).toContain('INACHEVÉE');
  expect(page).toContain('The instance does not answer.');
});

test('the JSON report holds every finding and the explanation of its code', async () => {
  const findings = Array.from({ length: 5 }, (_, index) => ({ ...pi, key: `object${index}` }));
  const json = await jsonOf(await finishedRun(findings, 'identical-except-refusals'));
  expect(runReportSchema.safeParse(json).error).toBeUndefined();
  expect(json).toMatchObject({
    format: 'relais-run-report/1',
    verdict: 'identical-except-refusals',
    comparisonDigest: '5f2c0a9d',
    causes: { refused: 5, unexplained: 0 },
    run: { state: 'completed-with-refusals', source: { release: '2.40.1' } },
    totals: { constants: { read: 6, created: 1, refused: 5 } },
    groups: [
      { code: 'E5003', objects: 5, explanation: { means: { en: expect.stringContaining('another identifier') } } },
    ],
  });
  expect(json.findings.map((finding: { key: string }) => finding.key)).toEqual(findings.map(({ key }) => key));
});
