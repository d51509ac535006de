import type { Command } from 'commander';
import type { Bilingual } from '../model/language.ts';
import type { Cli } from './cli.ts';
import type { BackupOptions, RestoreOptions } from './commands/backup.ts';
import { backupHelp } from './texts/backup-texts.ts';
import { optionTexts } from './texts/help-texts.ts';

const commands = () => import('./commands/backup.ts');

/** `relais backup`, `relais restore`. */
export function addBackupCommands(program: Command, cli: Cli, finish: (exitCode: number) => void): void {
  const say = (text: Bilingual) => text[cli.language];
  program
    .command('backup')
    .description(say(backupHelp.backup))
    .argument('<file>', say(backupHelp.file))
    .option('--with-key', say(backupHelp.withKey))
    .option('--json', say(optionTexts.json))
    .action(async (file: string, options: BackupOptions) =>
      finish(await (await commands()).backupCommand(cli, file, options)),
    );
  program
    .command('restore')
    .description(say(backupHelp.restore))
    .argument('<file>', say(backupHelp.file))
    .option('--check', say(backupHelp.check))
    .option('--go-on', say(backupHelp.goOn))
    .option('--json', say(optionTexts.json))
    .action(async (file: string, options: RestoreOptions) =>
      finish(await (await commands()).restoreCommand(cli, file, options)),
    );
}
