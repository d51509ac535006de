import type { Command } from 'commander';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { isRecord } from '../../model/is-record.ts';
import type { Bilingual } from '../../model/language.ts';
import { addTokenCommands, addUserCommands } from '../add-access-commands.ts';
import { addAuditCommands, addChannelCommands } from '../add-notice-commands.ts';
import { addReportCommand } from '../add-report-command.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { variablePrefix } from '../resolve-instance.ts';
import { addComparisonOptions, addWritingOptions } from '../run-options.ts';
import { addChangeCommand } from '../schedule-program.ts';
import { commandTexts, optionTexts } from '../texts/help-texts.ts';
import { runControlHelp } from '../texts/run-control-texts.ts';
import { scheduleCommandTexts } from '../texts/schedule-texts.ts';
import { remoteAuditActions } from './audit-actions.ts';
import { changeRemoteReplication } from './change-replication.ts';
import { remoteNoticeActions } from './notice-actions.ts';
import type { RemoteCommand, Typed } from './remote-command.ts';
import { remoteCommands } from './remote-commands.ts';
import { type RemotePlace, type RemoteService, type WithService, withRemoteService } from './remote-service.ts';
import { reportRemoteRun } from './report-run.ts';
import { showAnswer } from './show-answer.ts';
import { remoteTokenActions } from './token-actions.ts';
import { remoteUserActions } from './user-actions.ts';
import { watchRemoteRun } from './watch-remote-run.ts';

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
  'help',
  'test',
]);

/** The first words of all that a service does. */
const remoteWords: ReadonlySet<string> = new Set([
  ...remoteCommands.map(({ words: [first = ''] }) => first),
  ...['report', 'user', 'token', 'notice', 'audit'],
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
  const word = typed.rest.find((each) => remoteWords.has(each));
  const isOfThisMachine = typed.rest.some((each) => ofThisMachine.has(each));
  if (word === undefined && typed.value === undefined && isOfThisMachine) return undefined;
  if (word === undefined) {
    const command = typed.rest.filter((each) => !each.startsWith('-')).join(' ');
    throw new PlatformError('REMOTE_COMMAND_UNKNOWN', { args: { command, service: url } });
  }
  // `instance add --token` says what kind of secret an instance has: the service's own stands before the command.
  const at = typed.rest.indexOf(word);
  const { value = cli.remote.token, rest } = taken(typed.rest.slice(0, at), '--token');
  return { place: { url, token: value }, argv: [...rest, ...typed.rest.slice(at)] };
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
  for (const row of remoteCommands) {
    const [group = '', word] = row.words;
    const parent = word === undefined ? program : (groups.get(group) ?? startGroup(program, group, say));
    if (word !== undefined) groups.set(group, parent);
    const command = parent.command(word ?? group).description(say(row.about));
    for (const [arg, about] of row.args ?? []) command.argument(arg, say(about));
    if (word === undefined) groups.set(group, command);
    command.option('--json', say(optionTexts.json));
    for (const [flags, about, usual] of row.options ?? []) command.option(flags, say(about), usual);
    if (row.takes !== undefined) addComparisonOptions(command, say).option('-y, --yes', say(optionTexts.yes));
    if (row.takes === 'writing') addWritingOptions(command, say);
    if (row.watches) command.option('--detach', say(runControlHelp.detach));
    command.action(async (...given: unknown[]) => {
      const args = given.slice(0, row.args?.length ?? 0).map((each) => (each === undefined ? '' : String(each)));
      // A command that has others below it takes their `--json` for its own.
      finish(
        await carryOut(cli, within, row, {
          args: args.filter((each) => each !== ''),
          options: command.optsWithGlobals(),
        }),
      );
    });
  }
  addReportCommand(program, cli, finish, (run, options) => reportRemoteRun(cli, within, run, options));
  const replication = groups.get('replication') ?? program.command('replication');
  addChangeCommand(replication, cli, finish, (name, options) => changeRemoteReplication(cli, within, name, options));
  addUserCommands(program, cli, finish, remoteUserActions(cli, within));
  addTokenCommands(program, cli, finish, remoteTokenActions(cli, within));
  addChannelCommands(program, cli, finish, remoteNoticeActions(cli, within));
  addAuditCommands(program, cli, finish, remoteAuditActions(cli, within));
}

const groupTexts: Readonly<Record<string, Bilingual>> = {
  run: runControlHelp.run,
  instance: commandTexts.instance,
  replication: scheduleCommandTexts.replication,
  schedule: scheduleCommandTexts.schedule,
};

function startGroup(program: Command, name: string, say: (text: Bilingual) => string): Command {
  const about = groupTexts[name];
  const group = program.command(name);
  return about === undefined ? group : group.description(say(about));
}

async function carryOut(cli: Cli, within: WithService, row: RemoteCommand, typed: Typed): Promise<number> {
  const writes = row.takes === 'writing' && row.words[0] === 'replicate' && typed.options.dryRun !== true;
  if (writes && typed.options.yes !== true) throw new PlatformError('CONFIRMATION_NEEDED');
  return within(async (service) => {
    const tools = { secret: () => askSecret(cli, typed), get: (path: string) => service.ask('GET', path) };
    const body = await row.body?.(typed, tools);
    const method = typeof row.method === 'function' ? row.method(typed) : row.method;
    return tell(cli, service, row, typed, await service.ask(method, row.path(typed), body));
  });
}

async function tell(cli: Cli, service: RemoteService, row: RemoteCommand, typed: Typed, answer: unknown) {
  const run = row.watches && typed.options.detach !== true ? runOf(answer) : undefined;
  const isJson = typed.options.json === true;
  if (run !== undefined) return watchRemoteRun(cli, service, run, isJson);
  showAnswer(cli, answer, { columns: row.columns, isJson });
  return exitCodes.identical;
}

function runOf(answer: unknown): number | undefined {
  const { run, id }: Readonly<Record<string, unknown>> = isRecord(answer) ? answer : {};
  return typeof run === 'number' ? run : typeof id === 'number' ? id : undefined;
}

/** The secret of an instance: `RELAIS_<NAME>_PASSWORD` or `_TOKEN`, or a question. */
async function askSecret(cli: Cli, { args: [name = ''] }: Typed): Promise<string> {
  const { password, token } = cli.findCredentials(variablePrefix(name));
  const known = token ?? password;
  if (known !== undefined) return known;
  if (!cli.terminal.canAsk) throw new PlatformError('SERVICE_TOKEN_MISSING');
  const question = cli.language === 'fr' ? `Secret de ${name}\u00A0: ` : `Secret of ${name}: `;
  return cli.terminal.ask(question, { isSecret: true, signal: cli.signal });
}
