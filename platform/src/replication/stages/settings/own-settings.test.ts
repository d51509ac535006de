import { expect, test } from 'vitest';
import { reasonToKeep } from './own-settings.ts';

test.each([
  'keyEmailHostName',
  'keyLastSuccessfulAnalyticsTablesUpdate',
  'lastSuccessfulDataStatistics',
  'keyNextAnalyticsTableUpdate',
  'keyRemoteInstanceUrl',
  'keyLastMonitoringRun',
])('%s stays with its instance', (key) => {
  expect(reasonToKeep(key)).toBeTypeOf('string');
});

test.each(['applicationTitle', 'keyFlag', 'keyCalendar', 'keyDataImportStrictPeriods', 'jobsCleanupAfterMinutes'])(
  '%s goes over',
  (key) => {
    expect(reasonToKeep(key)).toBeUndefined();
  },
);
