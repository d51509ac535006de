import type { Cli } from './cli.ts';
import { exitCodes } from './exit-code.ts';

/** Says what was done, and gives the exit code of a command that did it. */
export function tellLines(cli: Cli, lines: readonly string[]): number {
  for (const line of lines) cli.terminal.out.write(`${line}\n`);
  return exitCodes.identical;
}
