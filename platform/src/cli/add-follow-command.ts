import type { Command } from 'commander';
import type { Bilingual } from '../model/language.ts';
import type { Cli } from './cli.ts';
import { type FollowCommandOptions, followCommand } from './commands/follow.ts';
import { addArrivalOptions, addComparisonOptions } from './run-options.ts';
import { followHelp } from './texts/follow-texts.ts';
import { optionTexts } from './texts/help-texts.ts';

/** `relais follow SOURCE TARGET`. */
export function addFollowCommand(program: Command, cli: Cli, finish: (exitCode: number) => void): void {
  const say = (text: Bilingual) => text[cli.language];
  const command = program
    .command('follow')
    .description(say(followHelp.follow))
    .argument('<source>', say(optionTexts.source))
    .argument('<target>', say(optionTexts.target))
    .option('--every <duration>', say(followHelp.every), '30s')
    .option('--full-every <duration>', say(followHelp.fullEvery), '24h');
  addArrivalOptions(addComparisonOptions(command, say), say)
    .option('-y, --yes', say(optionTexts.yes))
    .action(async (source: string, target: string, options: FollowCommandOptions) => {
      finish(await followCommand(cli, source, target, options));
    });
}
