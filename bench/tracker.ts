import { createInMemoryLedger, createInMemoryRun } from '../platform/src/replication/in-memory/run.ts';
import { trackerStage } from '../platform/src/replication/stages/tracker/stage.ts';
import { type ConnectedPair, open, withPair } from './connected-pair.ts';
import { format, median, tell, timed } from './figures.ts';
import { openPlain } from './plain-client.ts';
import { fetchTrackerPrograms, listedKinds, type ReadingRates, readFlat, readNested } from './tracker-reading.ts';
import { removeTrackerData } from './tracker-removal.ts';

/**
 * `tracker.ts SOURCE [TARGET] [ROUNDS]`: nested against flat reading of the source, alternating; then, if there is a
 * TARGET with the source's metadata and no tracker data, the rate of Relais's tracker stage into it, removed again.
 */
async function main(sourceUrl = '', targetUrl = '', rounds = 5): Promise<void> {
  await compareReadings(sourceUrl, rounds);
  if (targetUrl === '') return;
  await withPair(sourceUrl, targetUrl, (pair) => measureStage(pair, targetUrl, rounds));
}

async function compareReadings(sourceUrl: string, rounds: number): Promise<void> {
  const source = await open('source', sourceUrl, new AbortController().signal);
  const programs = await fetchTrackerPrograms(openPlain(sourceUrl));
  const [nested, flat]: [ReadingRates[], ReadingRates[]] = [[], []];
  // The first round warms both up.
  for (let round = 0; round <= rounds; round++) {
    const [whole, lists] = [await readNested(source, programs), await readFlat(source, programs)];
    tell(`${round === 0 ? "warm-up" : `round ${round}`}: nested ${describe([whole])}; flat ${describe([lists])}`);
    if (round === 0) continue;
    nested.push(whole);
    flat.push(lists);
  }
  const { release } = source.facts;
  await source.close();
  tell(`${release} nested: ${describe(nested)}`);
  tell(`${release} flat:   ${describe(flat)}`);
  const ratios = flat.map((lists, index) => {
    const flatSeconds = listedKinds.reduce((sum, kind) => sum + lists[kind].seconds, 0);
    return (nested[index]?.trackedEntities.seconds ?? Number.NaN) / flatSeconds;
  });
  tell(`${release} nested takes ${format(median(ratios), 2)} times as long as three flat lists of the same objects`);
}

/** Medians, each kind by the time of the requests that brought it. */
function describe(rates: readonly ReadingRates[]): string {
  return listedKinds
    .map((kind) => {
      const rate = median(rates.map((each) => each[kind].objects / each[kind].seconds));
      return `${format(rates[0]?.[kind].objects ?? 0)} ${kind} at ${format(rate)}/s`;
    })
    .join(', ');
}

async function measureStage(pair: ConnectedPair, targetUrl: string, rounds: number): Promise<void> {
  const rates: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    await removeTrackerData(openPlain(targetUrl));
    const { value: created, seconds } = await timed(() => copyWithRelais(pair));
    const kinds = Object.entries(created).map(([type, count]) => `${format(count)} ${type}`);
    const rate = Object.values(created).reduce((sum, count) => sum + count, 0) / seconds;
    const what = round === 0 ? 'warm-up' : `round ${round}`;
    tell(`${what}: ${kinds.join(', ')} in ${format(seconds, 1)} s, ${format(rate)} objects/s`);
    if (round > 0) rates.push(rate);
  }
  await removeTrackerData(openPlain(targetUrl));
  tell(`median: ${format(median(rates))} objects/s read, compared and written`);
}

/** The stage as a run has it, with its ledger in memory; how many objects of each kind it created. */
async function copyWithRelais({ source, target, signal }: ConnectedPair): Promise<Record<string, number>> {
  const ledger = createInMemoryLedger();
  await trackerStage.run(createInMemoryRun({ source, target, ledger, signal }));
  return Object.fromEntries(Object.entries(ledger.totals()).map(([type, { created = 0 }]) => [type, created]));
}

const [source, target, rounds] = process.argv.slice(2);
await main(source, target, rounds === undefined ? undefined : Number(rounds));
