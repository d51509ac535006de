import { parseArgs } from 'node:util';
import { createInMemoryLedger, createInMemoryRun } from '../platform/src/replication/in-memory/run.ts';
import { dataValuesStage } from '../platform/src/replication/stages/data-values/stage.ts';
import { type ConnectedPair, withPair } from './connected-pair.ts';
import { emptierOf } from './empty-target.ts';
import { format, median, tell, timed } from './figures.ts';
import { openPlain } from './plain-client.ts';
import { copyPlainly, type PlainLoop, readDataValueRequests, removeDataValues } from './plain-data-values.ts';

const leastRatio = 0.9;

/** What is measured, and how the target is emptied before each leg. */
interface Bench {
  readonly pair: ConnectedPair;
  readonly loop: PlainLoop;
  readonly empty: () => Promise<void>;
}

/** `data-values.ts SOURCE TARGET`: the target has the source's metadata and no data values, and has none after. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { pairs: { type: 'string', default: '5' }, connections: { type: 'string' }, empty: { type: 'string' } },
  });
  const [sourceUrl = '', targetUrl = ''] = positionals;
  const plain = { source: openPlain(sourceUrl), target: openPlain(targetUrl) };
  const loop: PlainLoop = { ...plain, requests: await readDataValueRequests(plain.source) };
  const empty = emptierOf(values.empty, () => removeDataValues(loop));
  return withPair(sourceUrl, targetUrl, async (pair) => {
    const bench = { pair, loop, empty };
    tell(`warm-up: Relais ${format(await rateOf(bench, () => copyWithRelais(pair)))} values/s`);
    const connections = Number(values.connections ?? (await findBestConcurrency(bench)));
    const ratio = await comparePairs(bench, connections, Number(values.pairs));
    await empty();
    tell(`${ratio >= leastRatio ? 'pass' : 'FAIL'}: median ratio ${format(ratio, 2)}, limit ${leastRatio}`);
    return ratio >= leastRatio ? 0 : 1;
  });
}

/** The median of the ratios. */
async function comparePairs(bench: Bench, connections: number, pairs: number): Promise<number> {
  const [rates, plainRates, ratios]: [number[], number[], number[]] = [[], [], []];
  for (let count = 1; count <= pairs; count++) {
    const relais = () => rateOf(bench, () => copyWithRelais(bench.pair));
    // Who goes first changes, so that a server that grows warmer favours nobody.
    const first = count % 2 === 1 ? await relais() : undefined;
    const other = await rateOf(bench, () => copyPlainly(bench.loop, connections));
    const own = first ?? (await relais());
    rates.push(own);
    plainRates.push(other);
    ratios.push(own / other);
    tell(`pair ${count}: Relais ${format(own)}, plain loop ${format(other)}, ratio ${format(own / other, 2)}`);
  }
  tell(`median: Relais ${format(median(rates))}, plain loop ${format(median(plainRates))} values/s`);
  return median(ratios);
}

/** Values a second, into a target that has none. */
async function rateOf({ empty }: Bench, copy: () => Promise<number>): Promise<number> {
  await empty();
  const { value, seconds } = await timed(copy);
  return value / seconds;
}

/** The stage as a run has it, with its ledger in memory. */
async function copyWithRelais({ source, target, signal }: ConnectedPair): Promise<number> {
  const ledger = createInMemoryLedger();
  await dataValuesStage.run(createInMemoryRun({ source, target, ledger, signal }));
  const { created = 0, read = 0 } = ledger.totals().dataValues ?? {};
  if (created !== read) throw new Error(`${created} of ${read} values were created`);
  return created;
}

/** One, two or four connections: with which the loop is quickest. */
async function findBestConcurrency(bench: Bench): Promise<number> {
  const found: { connections: number; rate: number }[] = [];
  for (const connections of [1, 2, 4]) {
    const rate = await rateOf(bench, () => copyPlainly(bench.loop, connections));
    found.push({ connections, rate });
    tell(`plain loop on ${connections}: ${format(rate)} values/s`);
  }
  const best = found.toSorted((a, b) => b.rate - a.rate)[0]?.connections ?? 2;
  tell(`the loop posts on ${best} from now on`);
  return best;
}

process.exitCode = await main();
