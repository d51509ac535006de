import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import { createInMemoryLedger, createInMemoryRun } from '../platform/src/replication/in-memory/run.ts';
import { trackerStage } from '../platform/src/replication/stages/tracker/stage.ts';
import { contest, type Leg } from './against-own-job.ts';
import { type ConnectedPair, open, withPair } from './connected-pair.ts';
import { emptierOf } from './empty-target.ts';
import { format, tell, timed } from './figures.ts';
import { compareContents } from './left-over.ts';
import { runSyncJob } from './own-sync.ts';
import { openPlain } from './plain-client.ts';
import { fetchTrackerPrograms, type ListedObjects, readListed } from './tracker-reading.ts';
import { removeTrackerData } from './tracker-removal.ts';

/**
 * `tracker-sync.ts SOURCE TARGET --forget COMMAND`: DHIS2's own job TRACKED_ENTITY_DATA_SYNC and Relais's stage between the same
 * two servers, in turn. The job stamps what it sent on the source; COMMAND removes those stamps from the source's database.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '3' },
      'page-size': { type: 'string', default: '60' },
      empty: { type: 'string' },
      forget: { type: 'string' },
    },
  });
  const [sourceUrl = '', targetUrl = ''] = positionals;
  const [source, target] = [openPlain(sourceUrl), openPlain(targetUrl)];
  const removeAll = emptierOf(values.empty, () => removeTrackerData(target));
  const programs = await fetchTrackerPrograms(source);
  const pageSize = Number(values['page-size']);
  const { forget } = values;

  async function empty(): Promise<void> {
    await removeAll();
    if (forget !== undefined) await promisify(execFile)('sh', ['-c', forget]);
  }
  // Read by a connection of its own, which knows nothing of what the leg did.
  async function objectsOf(address: string): Promise<ListedObjects> {
    const instance = await open('bench', address, new AbortController().signal);
    try {
      return await readListed(instance, programs);
    } finally {
      await instance.close();
    }
  }
  const expected = await objectsOf(sourceUrl);
  async function measured({ seconds, words }: { readonly seconds: number; readonly words: string }): Promise<Leg> {
    const { missing, different } = compareContents(expected, await objectsOf(targetUrl));
    const told = `${words}, of ${format(expected.size)} objects ${format(missing)} missing and ${format(different)} different`;
    return { seconds, words: told, left: missing + different };
  }
  return withPair(sourceUrl, targetUrl, async (pair) => {
    const { left } = await contest({
      job: 'TRACKED_ENTITY_DATA_SYNC',
      rounds: Number(values.rounds),
      empty,
      relais: async () => measured(await copyWithRelais(pair)),
      own: async () => {
        const ended = await runSyncJob(source, { type: 'TRACKED_ENTITY_DATA_SYNC', targetUrl, pageSize });
        return measured({ seconds: ended.seconds, words: `says ${ended.status}` });
      },
    });
    tell(`${left === 0 ? 'pass' : 'FAIL'}: Relais left ${left}`);
    return left === 0 ? 0 : 1;
  });
}

/** The stage as a run has it, with its ledger in memory: event programs and relationships too, which the job leaves out. */
async function copyWithRelais({ source, target, signal }: ConnectedPair) {
  const ledger = createInMemoryLedger();
  const { seconds } = await timed(() => trackerStage.run(createInMemoryRun({ source, target, ledger, signal })));
  const totals = Object.values(ledger.totals());
  const [created, refused] = [
    totals.reduce((sum, counts) => sum + (counts.created ?? 0), 0),
    totals.reduce((sum, counts) => sum + (counts.refused ?? 0), 0),
  ];
  return { seconds, words: `says ${format(created)} created, ${format(refused)} refused` };
}

process.exitCode = await main();
