import type { WritableInstance } from '../platform/src/model/instance.ts';
import type { TrackerPayload } from '../platform/src/model/tracker-objects.ts';
import { createInMemoryLedger, createInMemoryRun } from '../platform/src/replication/in-memory/run.ts';
import { trackerStage } from '../platform/src/replication/stages/tracker/stage.ts';
import { type ConnectedPair, open, withPair } from './connected-pair.ts';
import { format, median, tell, timed } from './figures.ts';
import { openPlain } from './plain-client.ts';
import { postPlainly } from './plain-tracker.ts';
import { fetchTrackerPrograms, listedKinds, type ReadingRates, readFlat, readNested } from './tracker-reading.ts';
import { removeTrackerData } from './tracker-removal.ts';

/**
 * `tracker.ts SOURCE [TARGET] [ROUNDS]`: nested against flat reading of the source, alternating; then, if there is a
 * TARGET with the source's metadata, Relais's tracker stage into it against a plain loop. Tracker data of TARGET are removed.
 */
async function main(sourceUrl = '', targetUrl = '', rounds = 3): Promise<void> {
  await compareReadings(sourceUrl, rounds);
  if (targetUrl === '') return;
  await withPair(sourceUrl, targetUrl, (pair) => compareCopies(pair, targetUrl, rounds));
}

/** Connections of the plain loop; the issue measured two. */
const plainConnections = 2;

async function compareReadings(sourceUrl: string, rounds: number): Promise<void> {
  const source = await open('source', sourceUrl, new AbortController().signal);
  const programs = await fetchTrackerPrograms(openPlain(sourceUrl));
  const [nested, flat]: [ReadingRates[], ReadingRates[]] = [[], []];
  // The first round warms both up.
  for (let round = 0; round <= rounds; round++) {
    const [whole, lists] = [await readNested(source, programs), await readFlat(source, programs)];
    tell(`${round === 0 ? 'warm-up' : `round ${round}`}: nested ${describe([whole])}; flat ${describe([lists])}`);
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

/**
 * Relais's stage against a plain loop that reads the three flat lists and posts the very bodies that Relais posted; both
 * orders in turn, the target emptied between them.
 */
async function compareCopies(pair: ConnectedPair, targetUrl: string, rounds: number): Promise<void> {
  const target = openPlain(targetUrl);
  const programs = await fetchTrackerPrograms(openPlain(pair.source.facts.address));
  await removeTrackerData(target);
  const { objects, bodies } = await copyWithRelais(pair);
  const ratios: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const legs = {
      relais: () => copyWithRelais(pair),
      plain: async () => {
        await readFlat(pair.source, programs);
        await postPlainly(target, bodies, plainConnections);
      },
    };
    const seconds = { relais: 0, plain: 0 };
    for (const leg of round % 2 === 1 ? (['relais', 'plain'] as const) : (['plain', 'relais'] as const)) {
      await removeTrackerData(target);
      seconds[leg] = (await timed<unknown>(legs[leg])).seconds;
    }
    const [relais, plain] = [objects / seconds.relais, objects / seconds.plain];
    tell(
      `round ${round}: ${format(objects)} objects, Relais ${format(relais)}/s, plain loop ${format(plain)}/s, ratio ${format(relais / plain, 2)}`,
    );
    ratios.push(relais / plain);
  }
  await removeTrackerData(target);
  tell(`median ratio: ${format(median(ratios), 2)}`);
}

/** The stage as a run has it, with its ledger in memory; how many objects it created, and the bodies that it sent. */
async function copyWithRelais({ source, target, signal }: ConnectedPair) {
  const ledger = createInMemoryLedger();
  const bodies: TrackerPayload[] = [];
  const recording: WritableInstance = {
    ...target,
    importTracker: (payload, options) => {
      bodies.push(payload);
      return target.importTracker(payload, options);
    },
  };
  await trackerStage.run(createInMemoryRun({ source, target: recording, ledger, signal }));
  const objects = Object.values(ledger.totals()).reduce((sum, { created = 0 }) => sum + created, 0);
  return { objects, bodies };
}

const [source, target, rounds] = process.argv.slice(2);
await main(source, target, rounds === undefined ? undefined : Number(rounds));
