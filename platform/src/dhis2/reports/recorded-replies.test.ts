import { describe, expect, it } from 'vitest';
import type { ImportReport, ValueImportReport } from '../../model/import-report.ts';
import { schemasReply, toSchemaRegistry } from '../parse-schemas.ts';
import { type Exchange, readFixture, readRecording, recordedReleases } from '../testing/recording.ts';
import { decodeMetadataReport } from './metadata.ts';
import { decodeTrackerReport } from './tracker.ts';
import { decodeValueReport } from './values.ts';

function loadRecording(release: string) {
  const { exchanges, step } = readRecording(release);
  const schemas = toSchemaRegistry(schemasReply.parse(JSON.parse(readFixture(release, 'schemas.json'))));
  const synchronous = exchanges.filter(
    ({ request }) => request.method === 'POST' && !request.path.includes('async=true'),
  );
  const at = (path: string) => synchronous.filter(({ request }) => request.path.split('?')[0] === path);
  const metadata = (exchange: Exchange) => decodeMetadataReport(reply(exchange), schemas);
  return { at, step, metadata };
}

function reply({ response }: Exchange) {
  return { httpStatus: response.status, body: response.body, text: '' };
}

describe.each(recordedReleases)('replies recorded from %s', (release) => {
  const { at, step, metadata } = loadRecording(release);

  it('decodes every metadata import', () => {
    const reports = at('/api/metadata').map((exchange) => [exchange, metadata(exchange)] as const);
    expect(reports.length).toBeGreaterThan(25);
    for (const [exchange, report] of reports) expectWhole(exchange, report);
    const undetailed = reports.filter(([, report]) => !report.detailed).map(([exchange]) => exchange.step);
    // 2.40 refuses the whole deletion by the first veto, without a report (API.md §4.5).
    const vetoed = release === '2.40.1' ? ['meta-delete-referenced'] : [];
    expect(undetailed).toEqual(['user-same-username-other-uid', 'meta-malformed-json', ...vetoed]);
  });

  it('names object, property and value of a missing reference', () => {
    expect(metadata(step('meta-invalid-reference')).errors).toEqual([
      {
        type: 'dataElements',
        uid: 'DEBadRef001',
        index: 0,
        code: 'E5002',
        message: expect.stringContaining('Invalid reference [aaaaaaaaaaa] (CategoryCombo)'),
        property: 'categoryCombo',
        value: 'aaaaaaaaaaa',
      },
    ]);
    expect(metadata(step('meta-sharing-unknown-group')).errors[0]).toMatchObject({
      property: 'userGroupAccesses',
      value: 'UGInconnu01',
    });
  });

  it('names the value that is already taken', () => {
    expect(metadata(step('meta-duplicate-code')).errors).toMatchObject([
      { type: 'dataElements', uid: 'DEDupCode01', code: 'E5003', property: 'code', value: 'DE_DEDeces0001' },
    ]);
    expect(metadata(step('meta-level-same-level-other-uid')).errors[0]).toMatchObject({
      property: 'level',
      value: '3',
    });
  });

  it('keeps the words of a refusal without a report', () => {
    const report = metadata(step('user-same-username-other-uid'));
    expect(report).toMatchObject({ status: 'ERROR', detailed: false, httpStatus: 409 });
    expect(report.errors).toEqual([{ code: 'HTTP409', message: report.message }]);
    expect(report.message).toMatch(/constraint/i);
  });

  it('decodes the raw report of an asynchronous metadata import', () => {
    const report = metadata(step('meta-async-summary'));
    expect(report).toMatchObject({ status: 'OK', detailed: true, stats: { created: 1, total: 1 } });
  });

  it('decodes every import of data values', () => {
    const reports = at('/api/dataValueSets').map((exchange) => [exchange, decodeValueReport(reply(exchange))] as const);
    expect(reports.length).toBeGreaterThan(7);
    for (const [exchange, report] of reports) expectWholeValues(exchange, report);
    expect(decodeValueReport(reply(step('dv-import')))).toMatchObject({ status: 'OK', imported: 6, conflicts: [] });
    expect(decodeValueReport(reply(step('dv-delete-flag')))).toMatchObject({ status: 'OK', deleted: 1 });
  });

  it('tells which values were not taken and why', () => {
    const report = decodeValueReport(reply(step('dv-conflicts')));
    expect(report).toMatchObject({ status: 'WARNING', imported: 2, ignored: 8, httpStatus: 409 });
    expect(report.rejectedIndexes).toEqual([0, 1, 2, 3, 4, 6, 7, 9]);
    expect(report.conflicts.map(({ code, indexes }) => [code, ...indexes])).toEqual([
      ['E7610', 0],
      ['E7612', 1],
      ['E7611', 2],
      ['E7619', 3],
      ['E7613', 4],
      ['E7621', 6],
      ['E7641', 7],
      ['E7618', 9],
    ]);
    expect(report.conflicts[0]).toMatchObject({ property: 'dataElement', value: 'aaaaaaaaaaa' });
  });

  it('decodes the plain summary of an asynchronous import of data values', () => {
    const report = decodeValueReport(reply(step('dv-async-summary')));
    expect(report).toMatchObject({ status: 'WARNING', imported: 1, ignored: 1, rejectedIndexes: [1] });
  });

  it('says WARNING where completeness says SUCCESS beside a conflict', () => {
    const report = decodeValueReport(reply(step('complete-import')));
    expect(report).toMatchObject({ status: 'WARNING', imported: 1, ignored: 1, httpStatus: 200 });
    expect(report.conflicts).toEqual([
      {
        code: 'CONFLICT',
        message: 'Organisation unit not found or not accessible',
        property: undefined,
        value: 'aaaaaaaaaaa',
        indexes: [],
      },
    ]);
  });

  it('decodes every tracker import', () => {
    const reports = at('/api/tracker').map((exchange) => [exchange, decodeTrackerReport(reply(exchange))] as const);
    expect(reports.length).toBeGreaterThan(9);
    for (const [exchange, report] of reports) expectWhole(exchange, report);
    expect(decodeTrackerReport(reply(step('tr-import')))).toMatchObject({ status: 'OK', stats: { created: 7 } });
    expect(decodeTrackerReport(reply(step('tr-async-report')))).toMatchObject({ status: 'OK', stats: { created: 1 } });
  });

  it('names each refused tracker object, though the server says OK', () => {
    const report = decodeTrackerReport(reply(step('tr-errors-object')));
    expect(report).toMatchObject({ status: 'WARNING', stats: { created: 1, ignored: 4, total: 5 } });
    const refused = report.errors.map(({ type, uid, code }) => `${type}/${uid} ${code}`).sort();
    expect(refused).toContain('events/EventBadOu1 E1029');
    expect(refused).toContain('events/EventNoDate E1031');
    expect(refused).toContain('events/EventBadDE1 E1304');
    expect(decodeTrackerReport(reply(step('tr-duplicate-unique')))).toMatchObject({
      status: 'ERROR',
      errors: [{ type: 'trackedEntities', uid: 'TrackedEnt3', code: 'E1064' }],
    });
  });
});

/** A report says what the recorded reply says: its statistics, and one error for each error report in it. */
function expectWhole({ step, response }: Exchange, report: ImportReport): void {
  const errorReports = JSON.stringify(response.body).match(/"errorCode":/g)?.length ?? 0;
  const label = `${step}: ${JSON.stringify(report)}`;
  if (report.detailed) {
    expect(report.errors.length + report.warnings.length, label).toBe(errorReports);
    expect(report.stats.total, label).toBe(
      report.stats.created + report.stats.updated + report.stats.deleted + report.stats.ignored,
    );
  } else expect(report.errors, label).toHaveLength(1);
  expect(report.status === 'OK', label).toBe(report.errors.length === 0);
  for (const error of report.errors) {
    expect(error.message, label).not.toBe('');
    if (report.detailed) expect([error.type, error.uid], label).not.toContain(undefined);
  }
}

function expectWholeValues({ step, response }: Exchange, report: ValueImportReport): void {
  const label = `${step}: ${JSON.stringify(report)}`;
  expect(report.detailed, label).toBe(true);
  expect(report.status === 'OK', label).toBe(report.conflicts.length === 0);
  expect(response.status, label).toBe(report.status === 'OK' ? 200 : 409);
  expect(report.rejectedIndexes.length, label).toBe(report.ignored);
}
