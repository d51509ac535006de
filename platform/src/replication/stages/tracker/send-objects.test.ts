import { describe, expect, test } from 'vitest';
import { PlatformError } from '../../../model/errors/platform-error.ts';
import type { ImportReport } from '../../../model/import-report.ts';
import { createTrackerInstance } from '../../in-memory/tracker-instance.ts';
import { exampleMetadata, notification } from './example-programs.ts';
import { createPace } from './pace.ts';
import { sendObjects } from './send-objects.ts';

const signal = new AbortController().signal;
const objects = Array.from({ length: 120 }, (_, at) => notification(at + 1, { enrollment: undefined }));

function targetThat(options: Partial<Parameters<typeof createTrackerInstance>[0]> = {}) {
  return createTrackerInstance({ release: '2.42.4.1', metadata: exampleMetadata, ...options });
}

describe('sending', () => {
  test('several objects that break the request are each found, and all others arrive', async () => {
    const broken = new Set(['Nt000000007', 'Nt000000008', 'Nt000000119']);
    const writer = targetThat({ breaksTheRequest: ({ event }) => broken.has(String(event)) });
    const refusals = await sendObjects('events', objects, { writer, pace: createPace(), signal, validateOnly: false });
    expect(new Set(refusals.map(({ uid }) => uid))).toEqual(broken);
    expect(writer.objects.events.size).toBe(117);
  });

  test('a request that times out is sent again in halves', async () => {
    const writer = targetThat({
      onImport: (moment, count) => {
        if (moment === 'before' && count > 40) throw new PlatformError('DHIS2_TIMEOUT');
      },
    });
    const pace = createPace();
    expect(await sendObjects('events', objects, { writer, pace, signal, validateOnly: false })).toEqual([]);
    expect(writer.objects.events.size).toBe(120);
    expect(pace.objectsPerRequest).toBeLessThan(500);
  });

  test('any other failure ends the sending', async () => {
    const writer = targetThat({
      onImport: () => {
        throw new PlatformError('DHIS2_CONNECTION_LOST');
      },
    });
    const sending = sendObjects('events', objects, { writer, pace: createPace(), signal, validateOnly: false });
    await expect(sending).rejects.toThrow('DHIS2_CONNECTION_LOST');
  });

  test('an object that a report passes over in silence is refused without a reason, and named', async () => {
    const silent = 'Nt000000003';
    const target = targetThat();
    const writer: typeof target = {
      ...target,
      async importTracker(payload, options): Promise<ImportReport> {
        const events = (payload.events ?? []).filter(({ event }) => event !== silent);
        const ignored = (payload.events ?? []).length - events.length;
        const report = await target.importTracker({ events }, options);
        return { ...report, stats: { ...report.stats, ignored } };
      },
    };
    const few = objects.slice(0, 9);
    const refusals = await sendObjects('events', few, { writer, pace: createPace(), signal, validateOnly: false });
    expect(refusals).toMatchObject([{ uid: silent, code: 'IGNORED_WITHOUT_REASON' }]);
    expect(target.objects.events.size).toBe(8);
  });

  test('a request of which nothing is taken because metadata were not found is sent once more, and believed then', async () => {
    const target = targetThat();
    let asked = 0;
    const refusingTimes = (times: number): typeof target => ({
      ...target,
      async importTracker(payload, options): Promise<ImportReport> {
        asked++;
        const report = await target.importTracker(asked > times ? payload : { events: [] }, options);
        if (asked > times) return report;
        const errors = (payload.events ?? []).map(({ event }) => ({
          ...{ type: 'EVENT', uid: String(event), code: 'E1010', message: 'Could not find Program: `Programm001`.' },
        }));
        return { ...report, status: 'ERROR', errors, stats: { ...report.stats, ignored: errors.length } };
      },
    });
    const few = objects.slice(0, 9);
    const options = { pace: createPace(), signal, validateOnly: false };
    expect(await sendObjects('events', few, { writer: refusingTimes(1), ...options })).toEqual([]);
    expect(target.objects.events.size).toBe(9);
    asked = 0;
    expect(await sendObjects('events', few, { writer: refusingTimes(99), ...options })).toHaveLength(9);
    expect(asked).toBe(2);
  });

  test('a warning is no refusal', async () => {
    const writer = targetThat();
    const noted = [notification(1, { enrollment: undefined, notes: [{ note: 'Note0000001', value: 'seen' }] })];
    const options = { writer, pace: createPace(), signal, validateOnly: false };
    await sendObjects('events', noted, options);
    expect(await sendObjects('events', noted, options)).toEqual([]);
    expect(writer.objects.events.get('Nt000000001')?.notes).toHaveLength(1);
  });
});
