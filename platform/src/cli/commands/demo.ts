import { formatNumber } from '../../model/formats.ts';
import type { Bilingual } from '../../model/language.ts';
import { sealLogin } from '../../runs/register-instance.ts';
import { removeInstance, saveInstance } from '../../store/instance.ts';
import type { Store } from '../../store/open-store.ts';
import type { Cli } from '../cli.ts';
import { parseCount } from '../parse-number.ts';
import { carryOutIn } from '../run/carry-out.ts';
import { type StandinProcess, startStandinProcess } from '../standin-process.ts';
import { withOpenService } from './demo-service.ts';
import { importStandin } from './standin.ts';

export interface DemoOptions {
  readonly values: string;
  readonly orgunits: string;
  readonly entities: string;
  readonly json?: boolean;
}

const release = '2.42.4.1';
/** What every blank DHIS2 lets in. */
const blankAccount = { kind: 'basic', username: 'admin', password: 'district' } as const;
const names = { source: 'demo-source', target: 'demo-target' } as const;

/** `relais demo`: two stand-ins, a world in the first, a replication into the second, verified, with its report. */
export async function demo(cli: Cli, options: DemoOptions): Promise<number> {
  const count = (option: string, text: string, least: number) => parseCount(text, { option, command: 'demo', least });
  const size = {
    organisationUnits: count('--orgunits', options.orgunits, 8),
    dataValues: count('--values', options.values, 0),
    trackedEntities: count('--entities', options.entities, 0),
  };
  const { loadDemoWorld } = await importStandin(() => import('@relais/standin/demo-world.ts'));
  const tell = createTeller(cli);
  tell({
    fr: `Deux DHIS2 ${release} de démonstration, et une base PostgreSQL…`,
    en: `Two stand-in DHIS2 ${release}, and a PostgreSQL database…`,
  });
  return withDemonstration(cli, async (store, source, target) => {
    tell({
      fr: `La source se remplit : ${formatNumber(size.organisationUnits, 'fr')} unités d’organisation, ${formatNumber(size.dataValues, 'fr')} valeurs, ${formatNumber(size.trackedEntities, 'fr')} entités suivies…`,
      en: `The source is being filled: ${formatNumber(size.organisationUnits, 'en')} organisation units, ${formatNumber(size.dataValues, 'en')} values, ${formatNumber(size.trackedEntities, 'en')} tracked entities…`,
    });
    await loadDemoWorld(source.url, size, { ...blankAccount, signal: cli.signal, onProgress: tell.detail });
    tell.endDetail();
    await register(cli, store, names.source, source.url);
    await register(cli, store, names.target, target.url);
    const order = { mode: 'replicate', ...names, options: { dryRun: false }, isConfirmed: true } as const;
    const replicate = () => carryOutIn(cli, store, { ...order, isJson: options.json ?? false });
    const isWatched = cli.terminal.canAsk && cli.terminal.out.isLive && options.json !== true;
    return isWatched ? withOpenService(cli, store, Object.values(names), replicate) : replicate();
  });
}

/** Starts the database and the stand-ins side by side, and leaves nothing of the stand-ins behind. */
async function withDemonstration(
  cli: Cli,
  work: (store: Store, source: StandinProcess, target: StandinProcess) => Promise<number>,
): Promise<number> {
  const starting = [
    startStandinProcess(cli.selfCommand, release, cli.signal),
    startStandinProcess(cli.selfCommand, release, cli.signal),
  ] as const;
  const store = await cli.openStore();
  try {
    const [source, target] = await Promise.all(starting);
    return await work(store, source, target);
  } finally {
    for (const name of Object.values(names)) await removeInstance(store.database, name);
    for (const outcome of await Promise.allSettled(starting)) {
      if (outcome.status === 'fulfilled') await outcome.value.stop();
    }
    await store.close();
  }
}

async function register(cli: Cli, store: Store, name: string, url: string): Promise<void> {
  const sealed = sealLogin(await cli.openVault(), { name, url, credentials: blankAccount });
  await saveInstance(store.database, { name, url, allowSelfSigned: false, ...sealed });
}

/** Tells what goes on, a line each; details pass in place on a terminal, and not at all elsewhere. */
function createTeller(cli: Cli) {
  const { err } = cli.terminal;
  const tell = (message: Bilingual) => err.write(`  ${message[cli.language]}\n`);
  return Object.assign(tell, {
    detail: (what: string) => {
      if (err.isLive) err.write(`\r\u001B[2K    ${what}`.slice(0, err.columns));
    },
    endDetail: () => {
      if (err.isLive) err.write('\r\u001B[2K');
    },
  });
}
