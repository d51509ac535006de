import type { Command } from 'commander';
import type { Bilingual } from '../model/language.ts';
import type { Cli } from './cli.ts';
import type { ExportAuditOptions, VerifyAuditOptions } from './commands/audit.ts';
import { optionTexts } from './texts/help-texts.ts';
import { noticeHelp } from './texts/notice-texts.ts';

type Finish = (exitCode: number) => void;

// What sends mail is loaded by the command that needs it: the help of all others is quick.
const audit = () => import('./commands/audit.ts');
const notice = () => import('./commands/notice.ts');
const noticeList = () => import('./commands/notice-list.ts');

/** What the commands of the trail do, here or at a service elsewhere. */
export interface AuditActions {
  verify(options: VerifyAuditOptions): Promise<number>;
  exportTrail(options: ExportAuditOptions): Promise<number>;
  shorten(date: string): Promise<number>;
}

/** The same of notices. */
export interface NoticeActions {
  list(options: { readonly json?: boolean }): Promise<number>;
  set(file: string): Promise<number>;
  remove(name: string, options: { readonly rule?: boolean }): Promise<number>;
  test(channel: string, recipient: string | undefined): Promise<number>;
}

/** `relais audit …`, `relais notice …`. */
export function addNoticeCommands(program: Command, cli: Cli, finish: Finish): void {
  addAuditCommands(program, cli, finish, {
    verify: async (options) => (await audit()).verifyAuditCommand(cli, options),
    exportTrail: async (options) => (await audit()).exportAuditCommand(cli, options),
    shorten: async (date) => (await audit()).shortenAuditCommand(cli, date),
  });
  addChannelCommands(program, cli, finish, {
    list: async (options) => (await noticeList()).listNoticesCommand(cli, options),
    set: async (file) => (await notice()).setNoticesCommand(cli, file),
    remove: async (name, options) => (await notice()).removeNoticeCommand(cli, name, options),
    test: async (channel, recipient) => (await notice()).testNoticeCommand(cli, channel, recipient),
  });
}

/** `relais notice …`, whoever does what it says. */
export function addChannelCommands(program: Command, cli: Cli, finish: Finish, actions: NoticeActions): void {
  const say = (text: Bilingual) => text[cli.language];
  const group = program.command('notice').description(say(noticeHelp.notice));
  group
    .command('list')
    .description(say(noticeHelp.noticeList))
    .option('--json', say(optionTexts.json))
    .action(async (options: { json?: boolean }) => finish(await actions.list(options)));
  group
    .command('set')
    .description(say(noticeHelp.noticeSet))
    .argument('<file>', say(noticeHelp.noticeFile))
    .action(async (file: string) => finish(await actions.set(file)));
  group
    .command('remove')
    .description(say(noticeHelp.noticeRemove))
    .argument('<name>', say(noticeHelp.channelOrRule))
    .option('--rule', say(noticeHelp.rule))
    .action(async (name: string, options: { rule?: boolean }) => finish(await actions.remove(name, options)));
  group
    .command('test')
    .description(say(noticeHelp.noticeTest))
    .argument('<channel>', say(noticeHelp.channel))
    .argument('[recipient]', say(noticeHelp.recipient))
    .action(async (channel: string, recipient: string | undefined) => finish(await actions.test(channel, recipient)));
}

/** `relais audit …`, whoever does what it says. */
export function addAuditCommands(
  program: Command,
  cli: Cli,
  finish: Finish,
  actions: AuditActions,
  { hidesShorten = false }: { readonly hidesShorten?: boolean } = {},
): void {
  const say = (text: Bilingual) => text[cli.language];
  const group = program.command('audit').description(say(noticeHelp.audit));
  group
    .command('verify')
    .description(say(noticeHelp.auditVerify))
    .option('--head <head>', say(noticeHelp.auditHead))
    .option('--json', say(optionTexts.json))
    .action(async (options: VerifyAuditOptions) => finish(await actions.verify(options)));
  group
    .command('export')
    .description(say(noticeHelp.auditExport))
    .option('--csv', say(noticeHelp.csv))
    .option('--since <date>', say(noticeHelp.since))
    .option('--until <date>', say(noticeHelp.until))
    .option('--out <file>', say(optionTexts.out))
    .action(async (options: ExportAuditOptions) => finish(await actions.exportTrail(options)));
  group
    .command('shorten', { hidden: hidesShorten })
    .description(say(noticeHelp.auditShorten))
    .argument('<date>', say(noticeHelp.before))
    .action(async (date: string) => finish(await actions.shorten(date)));
}
