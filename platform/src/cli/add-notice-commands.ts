import type { Command } from 'commander';
import type { Bilingual } from '../model/language.ts';
import type { Cli } from './cli.ts';
import type { ExportAuditOptions } from './commands/audit.ts';
import { optionTexts } from './texts/help-texts.ts';
import { noticeHelp } from './texts/notice-texts.ts';

type Finish = (exitCode: number) => void;

// What sends mail is loaded by the command that needs it: the help of all others is quick.
const audit = () => import('./commands/audit.ts');
const notice = () => import('./commands/notice.ts');
const noticeList = () => import('./commands/notice-list.ts');

/** `relais audit …`, `relais notice …`. */
export function addNoticeCommands(program: Command, cli: Cli, finish: Finish): void {
  addAuditCommands(program, cli, finish);
  const say = (text: Bilingual) => text[cli.language];
  const group = program.command('notice').description(say(noticeHelp.notice));
  group
    .command('list')
    .description(say(noticeHelp.noticeList))
    .option('--json', say(optionTexts.json))
    .action(async (options: { json?: boolean }) => finish(await (await noticeList()).listNoticesCommand(cli, options)));
  group
    .command('set')
    .description(say(noticeHelp.noticeSet))
    .argument('<file>', say(noticeHelp.noticeFile))
    .action(async (file: string) => finish(await (await notice()).setNoticesCommand(cli, file)));
  group
    .command('remove')
    .description(say(noticeHelp.noticeRemove))
    .argument('<name>', say(noticeHelp.channel))
    .option('--rule', say(noticeHelp.rule))
    .action(async (name: string, options: { rule?: boolean }) =>
      finish(await (await notice()).removeNoticeCommand(cli, name, options)),
    );
  group
    .command('test')
    .description(say(noticeHelp.noticeTest))
    .argument('<channel>', say(noticeHelp.channel))
    .argument('[recipient]', say(noticeHelp.recipient))
    .action(async (channel: string, recipient: string | undefined) =>
      finish(await (await notice()).testNoticeCommand(cli, channel, recipient)),
    );
}

function addAuditCommands(program: Command, cli: Cli, finish: Finish): void {
  const say = (text: Bilingual) => text[cli.language];
  const group = program.command('audit').description(say(noticeHelp.audit));
  group
    .command('verify')
    .description(say(noticeHelp.auditVerify))
    .option('--head <head>', say(noticeHelp.auditHead))
    .option('--json', say(optionTexts.json))
    .action(async (options: { head?: string; json?: boolean }) =>
      finish(await (await audit()).verifyAuditCommand(cli, options)),
    );
  group
    .command('export')
    .description(say(noticeHelp.auditExport))
    .option('--csv', say(noticeHelp.csv))
    .option('--since <date>', say(noticeHelp.since))
    .option('--until <date>', say(noticeHelp.until))
    .option('--out <file>', say(optionTexts.out))
    .action(async (options: ExportAuditOptions) => finish(await (await audit()).exportAuditCommand(cli, options)));
  group
    .command('shorten')
    .description(say(noticeHelp.auditShorten))
    .argument('<date>', say(noticeHelp.before))
    .action(async (date: string) => finish(await (await audit()).shortenAuditCommand(cli, date)));
}
