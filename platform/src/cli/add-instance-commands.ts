import type { Command } from 'commander';
import type { Bilingual } from '../model/language.ts';
import type { Cli } from './cli.ts';
import type { AddInstanceOptions } from './commands/instance-add.ts';
import { accessHelp } from './texts/access-texts.ts';
import { commandTexts, optionTexts } from './texts/help-texts.ts';

interface WithJson {
  readonly json?: boolean;
}

/** What the commands of instances do, here or at a service elsewhere. */
export interface InstanceActions {
  add(name: string, url: string, options: AddInstanceOptions): Promise<number>;
  list(options: WithJson): Promise<number>;
  test(name: string, options: WithJson): Promise<number>;
  remove(name: string): Promise<number>;
}

/** `relais instance …`, whoever does what it says; gives the group, for what else belongs to it. */
export function addInstanceCommands(
  program: Command,
  cli: Cli,
  finish: (exitCode: number) => void,
  actions: InstanceActions,
): Command {
  const say = (text: Bilingual) => text[cli.language];
  const instance = program.command('instance').description(say(commandTexts.instance));
  const named = (word: string, description: Bilingual) =>
    instance.command(word).description(say(description)).argument('<name>', say(optionTexts.name));
  named('add', commandTexts.instanceAdd)
    .argument('<url>', say(optionTexts.url))
    .option('--username <username>', say(optionTexts.username))
    .option('--token', say(optionTexts.token))
    .option('--allow-self-signed', say(optionTexts.allowSelfSigned))
    .option('--password-file <file>', say(optionTexts.passwordFile))
    .option('--needs-approval', say(accessHelp.needsApproval))
    .option('--no-needs-approval', say(accessHelp.noApproval))
    .action(async (name: string, url: string, options: AddInstanceOptions) => {
      finish(await actions.add(name, url, options));
    });
  instance
    .command('list')
    .description(say(commandTexts.instanceList))
    .option('--json', say(optionTexts.json))
    .action(async (options: WithJson) => finish(await actions.list(options)));
  named('test', commandTexts.instanceTest)
    .option('--json', say(optionTexts.json))
    .action(async (name: string, options: WithJson) => finish(await actions.test(name, options)));
  named('remove', commandTexts.instanceRemove).action(async (name: string) => finish(await actions.remove(name)));
  return instance;
}
