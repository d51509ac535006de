import { parseArgs } from 'node:util';
import { createInMemoryLedger, createInMemoryRun } from '../platform/src/replication/in-memory/run.ts';
import { dataValuesStage } from '../platform/src/replication/stages/data-values/stage.ts';
import { type ConnectedPair, withPair } from './connected-pair.ts';
import { emptierOf } from './empty-target.ts';
import { format, median, tell, timed } from './figures.ts';
import { countLeftOver } from './left-over.ts';
import { runSyncJob } from './own-sync.ts';
import { openPlain } from './plain-client.ts';
import { readDataValueRequests, removeDataValues } from './plain-data-values.ts';

const mostRatio = 0.3;

/** One leg: how long it took, and what it left behind. */
interface Leg {
  readonly seconds: number;
  readonly words: string;
  readonly left: number;
}

/**
 * `data-sync.ts SOURCE TARGET`: DHIS2's own job DATA_SYNC and Relais's stage between the same two servers, in turn. The target
 * has the source's metadata; its data values are removed before each leg. The source gets the job and the settings it needs.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '3' },
      'page-size': { type: 'string', default: '10000' },
      empty: { type: 'string' },
    },
  });
  const [sourceUrl = '', targetUrl = ''] = positionals;
  const [source, target] = [openPlain(sourceUrl), openPlain(targetUrl)];
  const requests = await readDataValueRequests(source);
  const empty = emptierOf(values.empty, () => removeDataValues({ source, target, requests }));
  const pageSize = Number(values['page-size']);

  async function leg(copy: () => Promise<{ readonly seconds: number; readonly words: string }>): Promise<Leg> {
    await empty();
    const copied = await copy();
    const { missing, different, values: all } = await countLeftOver(source, target, requests);
    const words = `${copied.words}, of ${format(all)} values ${format(missing)} missing and ${format(different)} different`;
    return { seconds: copied.seconds, words, left: missing + different };
  }
  const job = () =>
    leg(async () => {
      const ended = await runSyncJob(source, { type: 'DATA_SYNC', targetUrl, pageSize });
      return { seconds: ended.seconds, words: `says ${ended.status}` };
    });
  return withPair(sourceUrl, targetUrl, async (pair) => {
    const relais = () => leg(() => copyWithRelais(pair));
    const ratios: number[] = [];
    let left = 0;
    for (let round = 1; round <= Number(values.rounds); round++) {
      // Who goes first changes, so that a server that grows warmer favours nobody.
      const first = round % 2 === 1 ? await relais() : undefined;
      const other = await job();
      const own = first ?? (await relais());
      tell(`round ${round}: Relais ${format(own.seconds, 1)} s, ${own.words}`);
      tell(`round ${round}: DATA_SYNC ${format(other.seconds, 1)} s, ${other.words}`);
      ratios.push(own.seconds / other.seconds);
      left += own.left;
    }
    await empty();
    const held = median(ratios) <= mostRatio && left === 0;
    tell(
      `${held ? 'pass' : 'FAIL'}: median ratio ${format(median(ratios), 2)}, limit ${mostRatio}; Relais left ${left}`,
    );
    return held ? 0 : 1;
  });
}

/** The stage as a run has it, with its ledger in memory. */
async function copyWithRelais({ source, target, signal }: ConnectedPair) {
  const ledger = createInMemoryLedger();
  const { seconds } = await timed(() => dataValuesStage.run(createInMemoryRun({ source, target, ledger, signal })));
  const { read = 0, created = 0, refused = 0 } = ledger.totals().dataValues ?? {};
  return { seconds, words: `says ${format(read)} read, ${format(created)} created, ${format(refused)} refused` };
}

process.exitCode = await main();
