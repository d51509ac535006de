import { afterEach, expect, test } from 'vitest';
import { loadArea, replay } from '../replay.ts';
import { type Standin, startStandin } from '../server.ts';

let standin: Standin | undefined;
afterEach(() => standin?.close());

test.each(['2.40.1', '2.41.5.1', '2.42.4.1'])(
  'stores, settings, configuration and languages answer as the real %s did',
  async (release) => {
    standin = await startStandin({ release });
    const outcomes = await replay(standin.url, loadArea(release, 'stores-and-settings'));
    const others = outcomes
      .filter(({ agrees }) => !agrees)
      .map(({ step, recordedStatus, status, score }) => `${step}: ${recordedStatus} → ${status}, ${score.toFixed(2)}`);
    expect(others).toEqual([]);
    expect(outcomes).toHaveLength(64);
  },
  60_000,
);
