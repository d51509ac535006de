import { afterEach, expect, test } from 'vitest';
import { loadArea, replay } from '../replay.ts';
import { type Standin, startStandin } from '../server.ts';
import { takeRoots } from '../world/account.ts';
import { connect } from '../world/connection.ts';

let standin: Standin | undefined;
afterEach(() => standin?.close());

test.each(['2.40.1', '2.41.5.1', '2.42.4.1'])(
  'min-max values, lock exceptions, approvals, owners and duplicates are answered as a real %s answered',
  async (release) => {
    standin = await startStandin({ release });
    const [orgUnits, ...others] = loadArea(release, 'data-details');
    const outcomes = orgUnits === undefined ? [] : await replay(standin.url, [orgUnits]);
    await takeRoots(connect(standin.url, { username: 'admin', password: 'district' }, undefined));
    outcomes.push(...(await replay(standin.url, others)));
    const otherwise = outcomes
      .filter(({ agrees }) => !agrees)
      .map(({ step, recordedStatus, status, score }) => `${step}: ${recordedStatus} → ${status}, ${score}`);
    expect(outcomes.length).toBeGreaterThan(85);
    expect(otherwise).toEqual([]);
  },
);
