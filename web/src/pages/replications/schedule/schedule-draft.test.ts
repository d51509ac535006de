import { expect, it } from 'vitest';
import { draftOfSchedule, scheduleToSet, timeZones } from './schedule-draft.ts';

it('begins at night, in the time zone of whoever sets it', () => {
  const draft = draftOfSchedule(null, 'Africa/Dakar');
  expect(scheduleToSet(draft)).toEqual({ cron: '0 22 * * *', timeZone: 'Africa/Dakar', ifRunning: 'wait' });
});

it('gives back what was set', () => {
  const kept = {
    ...{ replication: 'nord', cron: '0 6 * * 1', timeZone: 'Africa/Lagos', ifRunning: 'skip' as const },
    ...{ window: { from: 60, to: 300 }, isPaused: false, next: [] },
  };
  expect(scheduleToSet(draftOfSchedule(kept, 'UTC'))).toEqual({
    ...{ cron: '0 6 * * 1', timeZone: 'Africa/Lagos', ifRunning: 'skip' },
    window: '01:00-05:00',
  });
});

it('offers the zone in use even where the browser does not know it', () => {
  expect(timeZones('Mars/Olympus')[0]).toBe('Mars/Olympus');
  expect(timeZones('UTC')).toContain('Africa/Dakar');
});
