import { createInMemoryLedger, createInMemoryRun } from '../platform/src/replication/in-memory/run.ts';
import { dataValuesStage } from '../platform/src/replication/stages/data-values/stage.ts';
import { type ConnectedPair, withPair } from './connected-pair.ts';
import { format, median, tell, timed } from './figures.ts';
import { openPlain } from './plain-client.ts';
import { copyPlainly, type PlainLoop, readDataValueRequests, removeDataValues } from './plain-data-values.ts';

const leastRatio = 0.9;

/** `data-values.ts SOURCE TARGET [PAIRS]`: the target has the source's metadata and no data values, and has none after. */
async function main(sourceUrl = '', targetUrl = '', pairs = 5): Promise<number> {
  const plain = { source: openPlain(sourceUrl), target: openPlain(targetUrl) };
  const loop: PlainLoop = { ...plain, requests: await readDataValueRequests(plain.source) };
  return withPair(sourceUrl, targetUrl, async (pair) => {
    tell(`warm-up: Relais ${format(await rateOf(loop, () => copyWithRelais(pair)))} values/s`);
    const connections = await findBestConcurrency(loop);
    const [rates, plainRates, ratios]: [number[], number[], number[]] = [[], [], []];
    for (let count = 1; count <= pairs; count++) {
      const relais = () => rateOf(loop, () => copyWithRelais(pair));
      // Who goes first changes, so that a server that grows warmer favours nobody.
      const first = count % 2 === 1 ? await relais() : undefined;
      const other = await rateOf(loop, () => copyPlainly(loop, connections));
      const own = first ?? (await relais());
      rates.push(own);
      plainRates.push(other);
      ratios.push(own / other);
      tell(`pair ${count}: Relais ${format(own)}, plain loop ${format(other)}, ratio ${format(own / other, 2)}`);
    }
    await removeDataValues(loop);
    tell(`median: Relais ${format(median(rates))}, plain loop ${format(median(plainRates))} values/s`);
    return judge(median(ratios));
  });
}

function judge(ratio: number): number {
  tell(`${ratio >= leastRatio ? 'pass' : 'FAIL'}: median ratio ${format(ratio, 2)}, limit ${leastRatio}`);
  return ratio >= leastRatio ? 0 : 1;
}

/** Values a second, into a target that has none. */
async function rateOf(loop: PlainLoop, copy: () => Promise<number>): Promise<number> {
  await removeDataValues(loop);
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
async function findBestConcurrency(loop: PlainLoop): Promise<number> {
  const found: { connections: number; rate: number }[] = [];
  for (const connections of [1, 2, 4]) {
    const rate = await rateOf(loop, () => copyPlainly(loop, connections));
    found.push({ connections, rate });
    tell(`plain loop on ${connections}: ${format(rate)} values/s`);
  }
  const best = found.toSorted((a, b) => b.rate - a.rate)[0]?.connections ?? 2;
  tell(`the loop posts on ${best} from now on`);
  return best;
}

const [source, target, pairs] = process.argv.slice(2);
process.exitCode = await main(source, target, pairs === undefined ? undefined : Number(pairs));
