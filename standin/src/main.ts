import { parseArgs } from 'node:util';
import { startStandin } from './server.ts';

/**
 * Runs `relais standin --release 2.42.4.1 --port 8085 [--host 127.0.0.1] [--context-path /dhis]` until it is told to
 * stop (SIGINT, SIGTERM).
 * @returns the exit code.
 */
export async function runStandin(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      release: { type: 'string', default: '2.42.4.1' },
      port: { type: 'string', default: '8085' },
      host: { type: 'string', default: '127.0.0.1' },
      seed: { type: 'string' },
      'context-path': { type: 'string', default: '' },
    },
  });
  const standin = await startStandin({
    release: values.release,
    port: Number(values.port),
    host: values.host,
    contextPath: values['context-path'],
    ...(values.seed === undefined ? {} : { seed: values.seed }),
  });
  process.stdout.write(`Stand-in DHIS2 ${values.release} at ${standin.url} (admin / district)\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await standin.close();
  return 0;
}

if (process.argv[1] !== undefined && import.meta.filename === process.argv[1]) {
  process.exitCode = await runStandin(process.argv.slice(2));
}
