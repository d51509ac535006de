import { explainError, PlatformError } from '../model/errors/platform-error.ts';
import type { Cli } from './cli.ts';
import { paint } from './style.ts';

/** Tells people what happened and what to do, and programs the code; only a fault of our own shows where it arose. */
export function tellError(cli: Cli, error: unknown, isJson: boolean): void {
  const known = findPlatformError(error);
  if (isJson) {
    const told = known
      ? { code: known.code, ...explainError(known, cli.language) }
      : { code: 'FAULT', message: String(error) };
    cli.terminal.out.write(`${JSON.stringify({ error: told })}\n`);
    return;
  }
  const { err } = cli.terminal;
  if (known) {
    const { message, hint } = explainError(known, cli.language);
    err.write(`${paint('relais:', 'bad', err.hasColour)} ${message}\n  ${hint}  (${known.code})\n`);
  } else if (cli.signal.aborted) {
    err.write(cli.language === 'fr' ? 'Arrêté.\n' : 'Stopped.\n');
  } else {
    const where = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const heading =
      cli.language === 'fr' ? 'relais : un défaut de Relais lui-même.' : 'relais: a fault of Relais itself.';
    err.write(`${paint(heading, 'bad', err.hasColour)}\n${where}\n`);
  }
}

function findPlatformError(error: unknown): PlatformError | undefined {
  if (error instanceof PlatformError) return error;
  if (error instanceof AggregateError) return error.errors.find((part) => part instanceof PlatformError);
  return undefined;
}
