import { afterEach, expect, test } from 'vitest';
import { loadArea, replay } from '../replay.ts';
import { type Standin, startStandin } from '../server.ts';

let standin: Standin | undefined;
afterEach(() => standin?.close());

test.each(['2.40.1', '2.42.4.1'])('a message reaches those who exist, as on a real %s', async (release) => {
  standin = await startStandin({ release });
  const outcomes = await replay(standin.url, loadArea(release, 'messages'));
  expect(outcomes).toHaveLength(5);
  expect(outcomes.filter(({ agrees }) => !agrees)).toEqual([]);
});
