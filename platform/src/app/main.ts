import { parseArgs } from 'node:util';
import { runCommandLine } from '../cli/program.ts';
import { tellError } from '../cli/tell-error.ts';
import { openTerminal } from '../cli/terminal.ts';
import { type Language, languages } from '../model/language.ts';
import { composeCli } from './compose.ts';
import { type Config, readConfig } from './config.ts';

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
  const open = (config: Config) => {
    const terminal = openTerminal(process, { isDumb: config.isDumbTerminal, isColourless: config.isColourless });
    return composeCli({ config, terminal, language: chosenLanguage(argv) ?? config.language, signal });
  };
  try {
    return await runCommandLine(open(readConfig()), argv);
  } catch (error) {
    tellError(open(readConfig({})), error, argv.includes('--json'));
    return 3;
  }
}

tolerateClosedPipe(process.stdout);
tolerateClosedPipe(process.stderr);
process.exitCode = await main(process.argv.slice(2));
