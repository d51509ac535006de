import { afterEach, expect, test } from 'vitest';
import { loadArea, replay } from '../replay.ts';
import { type Standin, startStandin } from '../server.ts';

/** What 2.40.1 does by mistake: it leaves a hole in a list of options, and fails on a relationship that it does not know. */
const mistakes: Readonly<Record<string, readonly string[]>> = {
  '2.40.1': ['get-option-set', 'remove-relationship-gone-and-unknown'],
};

let standin: Standin | undefined;
afterEach(() => standin?.close());

test.each(['2.40.1', '2.41.5.1', '2.42.4.1'])(
  'a blank %s deletes, and refuses to, as the real server did',
  async (release) => {
    standin = await startStandin({ release });
    const outcomes = await replay(standin.url, loadArea(release, 'deletions'));
    const otherwise = outcomes
      .filter(({ agrees, step }) => !agrees && !mistakes[release]?.includes(step))
      .map(({ step, recordedStatus, status, score }) => `${step}: ${recordedStatus} → ${status}, ${score}`);
    expect(outcomes).toHaveLength(88);
    expect(otherwise).toEqual([]);
  },
);
