import { expect, it } from 'vitest';
import { runReportSchema } from './run-report.ts';

const nothing = {
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  refused: 0,
  skipped: 0,
  impossible: 0,
  deleted: 0,
  verified: 0,
};
const report = {
  format: 'relais-run-report/1',
  run: { id: 1, state: 'completed' },
  verdict: 'identical',
  totals: { dataValues: nothing },
  causes: { refused: 0 },
  findings: [],
};

it('takes a report, and keeps what it does not know', () => {
  expect(runReportSchema.parse({ ...report, later: 1 })).toMatchObject({ verdict: 'identical', later: 1 });
});

it('refuses a cause that is not of the closed list, and a format that it was not made for', () => {
  const finding = { type: 'constants', key: 'a', cause: 'somehow', code: 'E5003', message: '' };
  expect(runReportSchema.safeParse({ ...report, findings: [finding] }).success).toBe(false);
  expect(runReportSchema.safeParse({ ...report, format: 'relais-run-report/2' }).success).toBe(false);
});
