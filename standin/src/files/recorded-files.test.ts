import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { loadArea, replay } from '../replay.ts';
import { type Standin, startStandin } from '../server.ts';

let standin: Standin | undefined;
afterEach(() => standin?.close());

/** Pictures that a real server drew anew have a length and an MD5 that nobody else can give. */
const drawnAnew = new Set(['unit-upload', 'unit-facts', 'avatar-upload', 'icon-upload', 'icon-upload-other']);

test.each(['2.40.1', '2.41.5.1', '2.42.4.1'])(
  'files of every kind, icons, logos, style and script are answered as a real %s answered',
  async (release) => {
    standin = await startStandin({ release });
    const exchanges = loadArea(release, 'files');
    const middle = exchanges.findIndex(({ step }) => step === 'value-facts');
    const outcomes = await replay(standin.url, exchanges.slice(0, middle));
    // When the recording was made, the files were waited for until they were stored.
    await sleep(300);
    outcomes.push(...(await replay(standin.url, exchanges.slice(middle))));
    const otherwise = outcomes
      .filter(
        ({ agrees, step, status, recordedStatus }) => !agrees && !(drawnAnew.has(step) && status === recordedStatus),
      )
      .map(({ step, recordedStatus, status, score }) => `${step}: ${recordedStatus} → ${status}, ${score}`);
    expect(outcomes.length).toBeGreaterThan(95);
    expect(otherwise).toEqual([]);
  },
  30_000,
);
