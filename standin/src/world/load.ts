import { parseArgs } from 'node:util';
import { DEFAULT_SIZE, loadDemoWorld } from '../demo-world.ts';

/**
 * Runs `load.ts ADDRESS [--org-units N] [--values N] [--entities N] [--no-packages] [--username U] [--password P]`.
 * @param say takes what there is to tell, a line at a time.
 * @returns the exit code.
 */
export async function runLoad(argv: readonly string[], say: (line: string) => void = sayAloud): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      'org-units': { type: 'string', default: String(DEFAULT_SIZE.organisationUnits) },
      values: { type: 'string', default: String(DEFAULT_SIZE.dataValues) },
      entities: { type: 'string', default: String(DEFAULT_SIZE.trackedEntities) },
      'no-packages': { type: 'boolean', default: false },
      username: { type: 'string', default: 'admin' },
      password: { type: 'string', default: 'district' },
    },
  });
  const [address] = positionals;
  if (address === undefined) {
    say('The address of an instance is missing, for example http://127.0.0.1:8085');
    return 2;
  }
  const started = Date.now();
  const counts = await loadDemoWorld(
    address,
    {
      organisationUnits: Number(values['org-units']),
      dataValues: Number(values.values),
      trackedEntities: Number(values.entities),
      packages: !values['no-packages'],
    },
    {
      username: values.username,
      password: values.password,
      onProgress: (what) => say(`${seconds(started)} s  ${what}`),
    },
  );
  say(`${JSON.stringify(counts, null, 2)}\nLoaded in ${seconds(started)} s`);
  return 0;
}

function sayAloud(line: string): void {
  process.stdout.write(`${line}\n`);
}

function seconds(started: number): string {
  return ((Date.now() - started) / 1000).toFixed(1);
}

if (process.argv[1] !== undefined && import.meta.filename === process.argv[1]) {
  process.exitCode = await runLoad(process.argv.slice(2));
}
