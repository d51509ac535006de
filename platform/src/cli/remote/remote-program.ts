import type { Command } from 'commander';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { Bilingual } from '../../model/language.ts';
import { addTokenCommands, addUserCommands } from '../add-access-commands.ts';
import { addInstanceCommands } from '../add-instance-commands.ts';
import { addAuditCommands, addChannelCommands } from '../add-notice-commands.ts';
import { addReportCommand } from '../add-report-command.ts';
import type { Cli } from '../cli.ts';
import { addComparisonOptions, addWritingOptions } from '../run-options.ts';
import { addChangeCommand, addRetentionCommands } from '../schedule-program.ts';
import { optionTexts } from '../texts/help-texts.ts';
import { runControlHelp } from '../texts/run-control-texts.ts';
import { scheduleCommandTexts } from '../texts/schedule-texts.ts';
import { selectionTexts } from '../texts/selection-texts.ts';
import { remoteAuditActions } from './audit-actions.ts';
import { carryOutCommand } from './carry-out-command.ts';
import { changeRemoteReplication } from './change-replication.ts';
import { remoteInstanceActions } from './instance-actions.ts';
import { remoteNoticeActions } from './notice-actions.ts';
import { remoteCommands } from './remote-commands.ts';
import { type RemotePlace, type WithService, withRemoteService } from './remote-service.ts';
import { reportRemoteRun } from './report-run.ts';
import { remoteRetentionActions } from './retention-actions.ts';
import { remoteTokenActions } from './token-actions.ts';
import { remoteUserActions } from './user-actions.ts';

/** Commands that are of this machine whatever service is named in the environment. */
const ofThisMachine: ReadonlySet<string> = new Set([
  'serve',
  'worker',
  'demo',
  'standin',
  'archive',
  'backup',
  'restore',
  'vault',
  'test',
]);

/** The first words of all that a service does. */
const remoteWords: ReadonlySet<string> = new Set([
  ...remoteCommands.map(({ words: [first = ''] }) => first),
  ...['report', 'retention', 'user', 'token', 'notice', 'audit'],
]);

/** What a command line means for another machine; undefined where it is of this one. */
export interface RemoteOrder {
  readonly place: RemotePlace;
  readonly argv: readonly string[];
}

/**
 * `--service URL` and `--token TOKEN`, wherever they stand, or the environment's `RELAIS_SERVICE` and `RELAIS_TOKEN`.
 * @throws PlatformError REMOTE_COMMAND_UNKNOWN for what a service does not do, so that it is not done here by mistake.
 */
export function remoteOrderOf(cli: Cli, argv: readonly string[]): RemoteOrder | undefined {
  const typed = taken(argv, '--service');
  const url = typed.value ?? cli.remote.service;
  if (url === undefined) return undefined;
  const words = wordsOf(typed.rest);
  // `relais help backup` is about a command of this machine as `relais backup` is.
  const [word] = words.filter((each) => each !== 'help');
  if (word !== undefined && ofThisMachine.has(word) && typed.value === undefined) return undefined;
  if (word !== undefined && !remoteWords.has(word)) {
    throw new PlatformError('REMOTE_COMMAND_UNKNOWN', { args: { command: words.join(' '), service: url } });
  }
  // `instance add --token` says what kind of secret an instance has: the service's own stands before the command.
  const at = word === undefined ? typed.rest.length : typed.rest.indexOf(word);
  const { value = cli.remote.token, rest } = taken(typed.rest.slice(0, at), '--token');
  return { place: { url, token: value }, argv: [...rest, ...typed.rest.slice(at)] };
}

/** What stands before a command and takes a value. */
const withValue: ReadonlySet<string> = new Set(['--lang', '--token']);

/** The words of a command line from its command on; options before it, and their values, are none. */
function wordsOf(argv: readonly string[]): readonly string[] {
  const isWord = (each: string, at: number) => !each.startsWith('-') && !withValue.has(argv[at - 1] ?? '');
  const first = argv.findIndex(isWord);
  return first < 0 ? [] : argv.slice(first).filter((each) => !each.startsWith('-'));
}

function taken(argv: readonly string[], option: string): { readonly value?: string; readonly rest: readonly string[] } {
  const at = argv.indexOf(option);
  const value = at < 0 ? undefined : argv[at + 1];
  return value === undefined ? { rest: argv } : { value, rest: withoutFirst(argv, option) };
}

function withoutFirst(argv: readonly string[], option: string): readonly string[] {
  const at = argv.indexOf(option);
  return argv.filter((_, index) => index !== at && index !== at + 1);
}

/** Adds the commands that a service does to a program. */
export function addRemoteCommands(
  program: Command,
  cli: Cli,
  order: RemoteOrder,
  finish: (code: number) => void,
): void {
  const say = (text: Bilingual) => text[cli.language];
  const within: WithService = (work) => withRemoteService(cli, order.place, work);
  const groups = new Map<string, Command>();
  const startGroup = (name: string): Command =>
    name === 'instance'
      ? addInstanceCommands(program, cli, finish, remoteInstanceActions(cli, within))
      : program.command(name).description(say(groupTexts[name] ?? { fr: '', en: '' }));
  for (const row of remoteCommands) {
    const [group = '', word] = row.words;
    const parent = word === undefined ? program : (groups.get(group) ?? startGroup(group));
    if (word !== undefined) groups.set(group, parent);
    const command = parent.command(word ?? group).description(say(row.about));
    for (const [arg, about] of row.args ?? []) command.argument(arg, say(about));
    if (word === undefined) groups.set(group, command);
    for (const [flags, about] of row.wants ?? []) command.requiredOption(flags, say(about));
    for (const [flags, about, usual] of row.options ?? []) command.option(flags, say(about), usual);
    if (row.takes !== undefined) addComparisonOptions(command, say);
    if (row.takes === 'writing') addWritingOptions(command, say);
    if (row.asks !== undefined) command.option('-y, --yes', say(optionTexts.yes));
    if (row.tells === 'progress' && row.method === 'POST') command.option('--detach', say(runControlHelp.detachThere));
    command.option('--json', say(optionTexts.json));
    tellWhoseFiles(command, say);
    command.action(async (...given: unknown[]) => {
      const args = given.slice(0, row.args?.length ?? 0).map((each) => (each === undefined ? '' : String(each)));
      // A command that has others below it takes their `--json` for its own.
      finish(
        await carryOutCommand(cli, within, row, {
          args: args.filter((each) => each !== ''),
          options: command.optsWithGlobals(),
        }),
      );
    });
  }
  addReportCommand(program, cli, finish, (run, options) => reportRemoteRun(cli, within, run, options));
  const replication = groups.get('replication') ?? program.command('replication');
  addChangeCommand(replication, cli, finish, (name, options) => changeRemoteReplication(cli, within, name, options));
  for (const command of replication.commands) tellWhoseFiles(command, say);
  addRetentionCommands(program, cli, finish, remoteRetentionActions(cli, within));
  addUserCommands(program, cli, finish, remoteUserActions(cli, within));
  addTokenCommands(program, cli, finish, remoteTokenActions(cli, within));
  addChannelCommands(program, cli, finish, remoteNoticeActions(cli, within));
  addAuditCommands(program, cli, finish, remoteAuditActions(cli, within), { hidesShorten: true });
}

const groupTexts: Readonly<Record<string, Bilingual>> = {
  run: runControlHelp.run,
  replication: scheduleCommandTexts.replication,
  schedule: scheduleCommandTexts.schedule,
};

/** Options that name files are understood, to be refused in words, and not offered. */
function tellWhoseFiles(command: Command, say: (text: Bilingual) => string): void {
  for (const option of command.options) {
    if (option.long === '--apps-from') option.hideHelp();
    if (option.long === '--map') option.description = say(selectionTexts.mapThere);
  }
}
