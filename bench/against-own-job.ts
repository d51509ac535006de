import { format, median, tell } from './figures.ts';

/** One leg: how long it took, what it said of itself, and what it left behind. */
export interface Leg {
  readonly seconds: number;
  readonly words: string;
  readonly left: number;
}

export interface Contest {
  readonly job: string;
  readonly rounds: number;
  readonly empty: () => Promise<void>;
  readonly relais: () => Promise<Leg>;
  readonly own: () => Promise<Leg>;
}

/** Relais and a job of DHIS2's own in turn, the target emptied before each; tells each leg. @returns the median ratio of their times, and what Relais left. */
export async function contest({ job, rounds, empty, relais, own }: Contest) {
  const ratios: number[] = [];
  let left = 0;
  async function leg(name: string, work: () => Promise<Leg>, round: number): Promise<Leg> {
    await empty();
    const done = await work();
    tell(`round ${round}: ${name} ${format(done.seconds, 1)} s, ${done.words}`);
    return done;
  }
  for (let round = 1; round <= rounds; round++) {
    // Who goes first changes, so that a server that grows warmer favours nobody.
    const first = round % 2 === 1 ? await leg('Relais', relais, round) : undefined;
    const other = await leg(job, own, round);
    const ours = first ?? (await leg('Relais', relais, round));
    ratios.push(ours.seconds / other.seconds);
    left += ours.left;
  }
  await empty();
  tell(`median ratio ${format(median(ratios), 2)}`);
  return { ratio: median(ratios), left };
}
