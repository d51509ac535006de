import { parseArgs } from 'node:util';
import { createInMemoryLedger, createInMemoryRun } from '../platform/src/replication/in-memory/run.ts';
import { dataValuesStage } from '../platform/src/replication/stages/data-values/stage.ts';
import { contest, type Leg } from './against-own-job.ts';
import { type ConnectedPair, withPair } from './connected-pair.ts';
import { emptierOf } from './empty-target.ts';
import { format, tell, timed } from './figures.ts';
import { countLeftOver } from './left-over.ts';
import { runSyncJob } from './own-sync.ts';
import { openPlain } from './plain-client.ts';
import { readDataValueRequests, removeDataValues } from './plain-data-values.ts';

const mostRatio = 0.3;

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

  async function measured(copied: { readonly seconds: number; readonly words: string }): Promise<Leg> {
    const { missing, different, values: all } = await countLeftOver(source, target, requests);
    const words = `${copied.words}, of ${format(all)} values ${format(missing)} missing and ${format(different)} different`;
    return { seconds: copied.seconds, words, left: missing + different };
  }
  return withPair(sourceUrl, targetUrl, async (pair) => {
    const { ratio, left } = await contest({
      job: 'DATA_SYNC',
      rounds: Number(values.rounds),
      empty,
      relais: async () => measured(await copyWithRelais(pair)),
      own: async () => {
        const ended = await runSyncJob(source, { type: 'DATA_SYNC', targetUrl, pageSize });
        return measured({ seconds: ended.seconds, words: `says ${ended.status}` });
      },
    });
    const held = ratio <= mostRatio && left === 0;
    tell(`${held ? 'pass' : 'FAIL'}: limit ${mostRatio}; Relais left ${left}`);
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
