import { parseArgs } from 'node:util';
import packageManifest from '../../../package.json' with { type: 'json' };
import { runCommandLine } from '../cli/program.ts';
import { tellError } from '../cli/tell-error.ts';
import { openTerminal } from '../cli/terminal.ts';
import { type Language, languages } from '../model/language.ts';
import { composeCli } from './compose.ts';
import { type Config, readConfig } from './config.ts';
import type { Tracing } from './tracing.ts';

/** By convention 128 + 2: ended by Ctrl-C. */
const interruptedExitCode = 130;

/** The first Ctrl-C asks for an orderly end, the second ends at once. */
function listenForInterruption(): AbortSignal {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(interruptedExitCode);
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return controller.signal;
}

/** `--lang` counts before everything is read, because the help is in that language too. */
function chosenLanguage(argv: readonly string[]): Language | undefined {
  const { values } = parseArgs({ args: [...argv], options: { lang: { type: 'string' } }, strict: false });
  return languages.find((language) => language === values.lang);
}

/** A reader that has gone away (`relais runs | head`) is no failure of ours. */
function tolerateClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

async function main(argv: readonly string[]): Promise<number> {
  const signal = listenForInterruption();
  let tracing: Tracing | undefined;
  const open = (config: Config) => {
    const terminal = openTerminal(process, { isDumb: config.isDumbTerminal, isColourless: config.isColourless });
    const language = chosenLanguage(argv) ?? config.language;
    return composeCli({ config, terminal, language, signal, tellSpan: tracing?.tell });
  };
  try {
    const config = readConfig();
    tracing = await traceWhereWanted(config);
    return await runCommandLine(open(config), argv);
  } catch (error) {
    tellError(open(readConfig({})), error, argv.includes('--json'));
    return 3;
  } finally {
    await tracing?.stop();
  }
}

/** What traces need is loaded only where somebody wants them. */
async function traceWhereWanted({ traces }: Config): Promise<Tracing | undefined> {
  if (traces === undefined) return undefined;
  const { startTracing } = await import('./tracing.ts');
  return startTracing({ ...traces, version: packageManifest.version });
}

tolerateClosedPipe(process.stdout);
tolerateClosedPipe(process.stderr);
process.exitCode = await main(process.argv.slice(2));
