import { expect, test } from 'vitest';
import { noCounts } from '../model/counts.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { RunOutcome } from '../model/run-outcome.ts';
import type { RunReport } from '../report/run-report.ts';
import { trueState } from '../runs/true-state.ts';
import { createWaitNotices } from '../runs/wait-notice.ts';
import { parseTypes } from './commands/replicate.ts';
import { exitCodeOf } from './exit-code.ts';
import { parseCount, parseRunNumber } from './parse-number.ts';
import { renderPlan } from './plan-table.ts';
import { parseInstanceUrl, variablePrefix } from './resolve-instance.ts';
import { renderResult } from './result-table.ts';

const noFindings = { refused: 0, impossible: 0, skipped: 0, 'changed-meanwhile': 0, unexplained: 0 };

function outcome(parts: Partial<RunOutcome>): RunOutcome {
  return { verdict: 'identical', totals: {}, findings: noFindings, ...parts };
}

function report(parts: Partial<RunReport>): RunReport {
  return {
    run: {
      id: 1,
      mode: 'replicate',
      sourceReference: 'a',
      targetReference: 'b',
      options: {},
      state: 'completed',
      reason: undefined,
      source: undefined,
      target: undefined,
      outcome: undefined,
      interruptions: 0,
      carrier: 'process',
      stateReason: undefined,
      replicationId: undefined,
      startedBy: undefined,
      createdAt: new Date(0),
      startedAt: undefined,
      finishedAt: undefined,
    },
    totals: {},
    findings: noFindings,
    provenBefore: undefined,
    verdict: 'identical',
    comparisonDigest: undefined,
    groups: [],
    stages: [],
    notices: [],
    writtenAt: new Date(0),
    ...parts,
  };
}

const counts = (parts: object) => ({ ...noCounts, verified: 0, ...parts });
const plain = (lines: readonly string[]) => lines.join('\n').replace(/[\u00A0\u202F]/g, ' ');
const french = { language: 'fr', hasColour: false, showsEveryType: true } as const;

test('what was not read again is said below the verdict', () => {
  const provenBefore = { types: { dataValues: 900, events: 50 }, oldestAt: '2026-11-22T10:00:00.000Z', oldestBy: 7 };
  const totals = { dataValues: counts({ read: 1_000 }), events: counts({ read: 50 }) };
  const told = plain(renderResult(report({ totals, provenBefore }), { ...french, language: 'en' }));
  expect(told).toContain('100 objects read again now; 950 proven by an earlier run');
  expect(told).toContain('no. 7');
  expect(plain(renderResult(report({ totals }), french))).not.toContain('prouvés');
});

test.each([
  ['replicate', outcome({}), 0],
  ['replicate', outcome({ verdict: 'identical-except-refusals', findings: { ...noFindings, refused: 1 } }), 1],
  ['replicate', outcome({ verdict: 'different', findings: { ...noFindings, refused: 1, unexplained: 1 } }), 2],
  ['replicate', outcome({ verdict: 'cancelled' }), 3],
  ['replicate', outcome({ verdict: 'planned', totals: { options: counts({ read: 1, created: 1 }) } }), 0],
  ['diff', outcome({ verdict: 'planned', totals: { options: counts({ read: 1, unchanged: 1 }) } }), 0],
  ['diff', outcome({ verdict: 'planned', totals: { options: counts({ read: 1, created: 1 }) } }), 2],
] as const)('%s: exit code of %o', (mode, ended, exitCode) => {
  expect(exitCodeOf(mode, ended)).toBe(exitCode);
});

test('one verdict first, then the counts, then what to look at and what to do', () => {
  const lines = plain(
    renderResult(
      report({
        verdict: 'identical-except-refusals',
        findings: { ...noFindings, refused: 1 },
        totals: {
          organisationUnits: counts({ read: 1_000, created: 1_000, verified: 1_000 }),
          constants: counts({ read: 6, created: 5, refused: 1, verified: 5 }),
        },
        groups: [
          {
            cause: 'refused',
            type: 'constants',
            code: 'E5003',
            objects: 1,
            message: 'exists',
            examples: [
              { type: 'constants', key: 'bCqvfPR02Im', name: 'Pi', cause: 'refused', code: 'E5003', message: 'exists' },
            ],
          },
        ],
      }),
      french,
    ),
  );
  expect(lines).toContain('IDENTIQUE, sauf 1 objet refusé par la cible');
  expect(lines).toContain('Type                 lus  créés  refusés  vérifiés');
  expect(lines).toContain('organisationUnits  1 000  1 000        0     1 000');
  expect(lines).toContain('refusé  constants  « Pi »  E5003');
  expect(lines).toContain('Choisir une règle de correspondance');
});

test('many types fit on a screen: the largest, all data, all that was refused, and one row for the others', () => {
  const many = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [
      `type${index}`,
      counts({ read: index + 1, created: index + 1, verified: index + 1 }),
    ]),
  );
  const totals = { ...many, refusing: counts({ read: 1, refused: 1 }), dataValues: counts({ read: 5, created: 5 }) };
  const lines = plain(renderResult(report({ totals }), { ...french, showsEveryType: false })).split('\n');
  expect(lines.length).toBeLessThan(20);
  expect(lines.some((line) => line.includes('refusing'))).toBe(true);
  expect(lines.some((line) => line.includes('dataValues'))).toBe(true);
  const others = lines.find((line) => line.includes('autres types'));
  expect(others).toContain('… 52 autres types');
  expect(others).toContain('1 378');
});

test('the plan says what would be created and changed, and leaves out what nothing happens to', () => {
  const lines = plain(
    renderPlan({ types: { options: { read: 3, create: 2, unchanged: 1 }, maps: { read: 0 } } }, 'fr'),
  );
  expect(lines).toContain('options    3        2          1');
  expect(lines).not.toContain('maps');
  expect(lines).not.toContain('à supprimer');
});

test('of many failed tries people are told once, with the next one', () => {
  const told: string[] = [];
  let at = new Date(2026, 10, 22, 2, 14);
  const tell = createWaitNotices(
    ({ fr }) => told.push(fr.replace(/[\u00A0\u202F]/g, ' ')),
    () => at,
  );
  const failure = new PlatformError('DHIS2_UNREACHABLE', { args: { address: 'https://x', reason: 'ECONNREFUSED' } });
  tell({ instance: 'cible', failure, waitMs: 1_000 });
  for (let index = 0; index < 20; index++) tell({ instance: 'cible', failure, waitMs: 120_000 });
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('en pause');
  expect(told[0]).toContain('(dernier essai 02:14, prochain 02:16)');
  at = new Date(2026, 10, 22, 2, 40);
  tell({ instance: 'cible', failure, waitMs: 120_000 });
  expect(told).toHaveLength(2);
});

test('a run that says it is running, while no process carries it out, was interrupted', () => {
  expect(trueState({ id: 1, state: 'running', carrier: 'process' }, new Set([1]))).toBe('running');
  expect(trueState({ id: 1, state: 'running', carrier: 'process' }, new Set())).toBe('interrupted');
  expect(trueState({ id: 1, state: 'completed', carrier: 'process' }, new Set())).toBe('completed');
});

test('what is typed is checked', () => {
  expect(parseRunNumber('12')).toBe(12);
  for (const text of ['0', '-1', '1.5', 'abc', '99999999999'])
    expect(() => parseRunNumber(text)).toThrow('RUN_NUMBER_INVALID');
  const place = { option: '--values', command: 'demo', least: 0 };
  expect(parseCount('0', place)).toBe(0);
  expect(() => parseCount('1e9x', place)).toThrow('NUMBER_INVALID');
  expect(parseTypes('dataElements, dataValues events')).toEqual(['dataElements', 'dataValues', 'events']);
  expect(parseTypes(' ')).toBeUndefined();
  expect(variablePrefix('ministry-2.test')).toBe('MINISTRY_2_TEST');
});

test('an address is kept without its last slash, and never with a password', () => {
  expect(parseInstanceUrl('https://dhis2.example.org/moh/', 'X')).toBe('https://dhis2.example.org/moh');
  expect(parseInstanceUrl('http://localhost:8080', 'X')).toBe('http://localhost:8080');
  expect(() => parseInstanceUrl('https://admin:district@dhis2.example.org', 'SOURCE')).toThrow('CREDENTIALS_IN_URL');
  expect(() => parseInstanceUrl('ftp://dhis2.example.org', 'X')).toThrow('INSTANCE_URL_INVALID');
  expect(() => parseInstanceUrl('dhis2', 'X')).toThrow('INSTANCE_URL_INVALID');
});
