import type { Cli } from '../cli.ts';
import { carryOut } from '../run/carry-out.ts';

export interface RunCommandOptions {
  readonly dryRun?: boolean;
  readonly only?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `relais replicate SOURCE TARGET`: copies everything and proves it. */
export function replicateCommand(
  cli: Cli,
  source: string,
  target: string,
  options: RunCommandOptions,
): Promise<number> {
  return carryOut(cli, {
    mode: 'replicate',
    source,
    target,
    options: { dryRun: options.dryRun ?? false, only: parseTypes(options.only) },
    isConfirmed: options.yes ?? false,
    isJson: options.json ?? false,
  });
}

/** `relais diff` and `relais verify`: compare, write nothing. */
export function compareCommand(
  cli: Cli,
  mode: 'diff' | 'verify',
  source: string,
  target: string,
  options: RunCommandOptions,
): Promise<number> {
  return carryOut(cli, {
    mode,
    source,
    target,
    options: { dryRun: true, only: parseTypes(options.only) },
    isConfirmed: true,
    isJson: options.json ?? false,
  });
}

/** `dataElements,dataValues`: a list in any spacing; everything when absent or empty. */
export function parseTypes(text: string | undefined): readonly string[] | undefined {
  const types = text?.split(/[\s,]+/).filter((type) => type !== '');
  return types === undefined || types.length === 0 ? undefined : types;
}
