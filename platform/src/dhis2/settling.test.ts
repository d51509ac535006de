import { describe, expect, it } from 'vitest';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { Maintenance } from '../model/maintenance.ts';
import { createSettling } from './settling.ts';
import { instantClock, nobody } from './testing/small-instance.ts';

function maintenance(onRun: () => void): Maintenance {
  return {
    run: async (task) => {
      expect(task).toBe('caches');
      onRun();
      return { succeeded: true, message: '' };
    },
    checkIntegrity: async () => undefined,
    executeSqlView: async () => ({ succeeded: true, message: '' }),
  };
}

describe('an instance that is given time', () => {
  it('waits and forgets what it holds in memory once, however often it is asked', async () => {
    const clock = instantClock();
    let cleared = 0;
    const settle = createSettling(
      clock,
      maintenance(() => (cleared += 1)),
    );
    for (const _time of [1, 2, 3]) await settle({ signal: nobody, clearsCaches: true });
    expect([clock.waits, cleared]).toEqual([[5_000], 1]);
  });

  it('keeps what it holds in memory when nothing is written', async () => {
    const clock = instantClock();
    const settle = createSettling(
      clock,
      maintenance(() => expect.unreachable()),
    );
    await settle({ signal: nobody, clearsCaches: false });
    expect(clock.waits).toEqual([5_000]);
  });

  it('has waited all the same where it refuses to forget; a server that is gone is a failure', async () => {
    const refuses = (code: 'DHIS2_REQUEST_REFUSED' | 'DHIS2_CONNECTION_LOST') =>
      createSettling(
        instantClock(),
        maintenance(() => {
          throw new PlatformError(code);
        }),
      );
    await refuses('DHIS2_REQUEST_REFUSED')({ signal: nobody, clearsCaches: true });
    await expect(refuses('DHIS2_CONNECTION_LOST')({ signal: nobody, clearsCaches: true })).rejects.toThrow(
      PlatformError,
    );
  });
});
