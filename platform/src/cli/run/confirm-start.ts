import { PlatformError } from '../../model/errors/platform-error.ts';
import { mayDelete } from '../../replication/deletions/deletion-policy.ts';
import type { RunOptions } from '../../replication/run-context.ts';
import type { Cli } from '../cli.ts';
import { spellOptionLine } from '../spell-options.ts';
import { runTexts, yesAnswers } from '../texts/run-texts.ts';

/** A run that is left to others before anything was compared: no plan can be shown yet. */
export interface Start {
  readonly source: string;
  readonly target: string;
  readonly options: RunOptions;
}

/** What a person has said already, and whether they can be asked. */
export interface Confirmation {
  readonly isConfirmed: boolean;
  readonly isJson: boolean;
}

/**
 * Whether a run writes is known from the start, so the question whether anybody can allow it is asked at the start too.
 * @throws PlatformError CONFIRMATION_NEEDED.
 */
export function assertSomebodyConfirms(cli: Cli, { isConfirmed, isJson }: Confirmation): void {
  const canAsk = cli.terminal.canAsk && !isJson;
  if (!isConfirmed && !canAsk) throw new PlatformError('CONFIRMATION_NEEDED');
}

/**
 * Tells what is about to be done to which target and asks, unless the user has said yes already or nothing is to be written.
 * `nameTarget` gives the target in words, and is called only where somebody is asked.
 * @throws PlatformError CONFIRMATION_NEEDED.
 */
export async function confirmStart(
  cli: Cli,
  { source, target, options }: Start,
  confirmation: Confirmation,
  nameTarget: () => Promise<string>,
): Promise<boolean> {
  if (options.dryRun || confirmation.isConfirmed) return true;
  assertSomebodyConfirms(cli, confirmation);
  const texts = runTexts[cli.language];
  const named = await nameTarget();
  const line = spellOptionLine(options);
  const lines = [
    `${source} → ${target}`,
    line === '' ? texts.everything : line,
    ...(mayDelete(options) ? [texts.mayDelete] : []),
  ];
  cli.terminal.err.write(lines.map((each) => `  ${each}\n`).join(''));
  const answer = await cli.terminal.ask(`  ${texts.confirm(named)}`, { isSecret: false, signal: cli.signal });
  const isYes = yesAnswers.has(answer.trim().toLowerCase());
  if (!isYes) cli.terminal.err.write(`  ${texts.declined}\n`);
  return isYes;
}
