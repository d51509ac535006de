import { Argument, Command, CommanderError, Option } from 'commander';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { Bilingual } from '../model/language.ts';
import { addAccessCommands } from './add-access-commands.ts';
import { addBackupCommands } from './add-backup-commands.ts';
import { addFollowCommand } from './add-follow-command.ts';
import { addInstanceCommands } from './add-instance-commands.ts';
import { addNoticeCommands } from './add-notice-commands.ts';
import { addReportCommand } from './add-report-command.ts';
import { addLimitCommand, addWorkerCommands } from './add-worker-commands.ts';
import type { Cli } from './cli.ts';
import { checkArchiveCommand } from './commands/archive-check.ts';
import { type DemoOptions, demo } from './commands/demo.ts';
import { addInstance } from './commands/instance-add.ts';
import { forgetInstance, showInstances } from './commands/instance-list.ts';
import { testInstance } from './commands/instance-test.ts';
import { checkMapping, type MappingCheckOptions } from './commands/mapping-check.ts';
import { compareCommand, type RunCommandOptions, replicateCommand } from './commands/replicate.ts';
import { report } from './commands/report.ts';
import { resume } from './commands/resume.ts';
import { showRuns } from './commands/runs.ts';
import { type StandinCommandOptions, standin } from './commands/standin.ts';
import { exitCodes } from './exit-code.ts';
import { addRemoteCommands, type RemoteOrder, remoteOrderOf } from './remote/remote-program.ts';
import { addComparisonOptions, addWritingOptions } from './run-options.ts';
import { addScheduleCommands } from './schedule-program.ts';
import { addMappingOptions } from './selection-options.ts';
import { renderTable } from './table.ts';
import { tellError } from './tell-error.ts';
import {
  commandTexts,
  examples,
  helpTitles,
  optionTexts,
  remoteExamples,
  usageErrors,
  usualText,
} from './texts/help-texts.ts';
import { runControlHelp } from './texts/run-control-texts.ts';
import { mappingCommandTexts } from './texts/selection-texts.ts';

/** Runs one command line (without the program's own name) and gives its exit code. */
export async function runCommandLine(cli: Cli, argv: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.identical;
  const finish: Finish = (code) => {
    exitCode = code;
  };
  try {
    const order = remoteOrderOf(cli, argv);
    const program = order === undefined ? buildProgram(cli, finish) : buildRemoteProgram(cli, order, finish);
    await program.parseAsync(order?.argv ?? argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.identical : exitCodes.couldNotRun;
    tellError(cli, error, argv.includes('--json'));
    return exitCodes.couldNotRun;
  }
}

/** What a command does with the exit code of its work. */
type Finish = (exitCode: number) => void;

/** The commands that a service elsewhere does. */
function buildRemoteProgram(cli: Cli, order: RemoteOrder, finish: Finish): Command {
  const { url: service } = order.place;
  const program = startProgram(cli, { service });
  addRemoteCommands(program, cli, order, finish);
  return program;
}

function buildProgram(cli: Cli, finish: Finish): Command {
  const program = startProgram(cli);
  addRunCommands(program, cli, finish);
  addWorkerCommands(program, cli, finish);
  addFollowCommand(program, cli, finish);
  addMappingCommands(program, cli, finish);
  addScheduleCommands(program, cli, finish);
  addInstances(program, cli, finish);
  addAccessCommands(program, cli, finish);
  addNoticeCommands(program, cli, finish);
  addBackupCommands(program, cli, finish);
  addOtherCommands(program, cli, finish);
  return program;
}

/** With `service`, the commands are those that the service at this address does. */
function startProgram(cli: Cli, { service }: { readonly service?: string } = {}): Command {
  const say = (text: Bilingual) => text[cli.language];
  const shown = service === undefined ? examples : remoteExamples(service);
  const program = new Command('relais')
    .description(say(commandTexts.program))
    .version(cli.version, '-V, --version', say(optionTexts.version))
    .addOption(new Option('--lang <language>', say(optionTexts.lang)).choices(['fr', 'en']))
    .option('--service <url>', say(optionTexts.service))
    .helpOption('-h, --help', say(optionTexts.help))
    .helpCommand('help [command]', say(optionTexts.help))
    .addHelpText('after', `${say(shown)}\n${describeVariables(cli, service !== undefined).join('\n')}\n`);
  applyManners(program, cli, service);
  return program;
}

/** What of the environment counts where a service does the work. */
const remoteVariables: ReadonlySet<string> = new Set(['RELAIS_SERVICE', 'RELAIS_TOKEN', 'NO_COLOR', 'TERM']);

/** The variables of the environment, as the help lists them. */
function describeVariables({ language, variables }: Cli, isRemote: boolean): readonly string[] {
  const listed = variables.filter(({ name }) => !isRemote || remoteVariables.has(name));
  const rows = listed.map(({ name, description, default: usual }) => {
    const addition = usual[language] === '' ? '' : language === 'fr' ? ` (sinon ${usual.fr})` : ` (else ${usual.en})`;
    return [`  ${name}`, description[language] + addition];
  });
  const title = language === 'fr' ? 'Variables d’environnement\u00A0:' : 'Environment variables:';
  const column = { title: '', align: 'left' } as const;
  return [title, ...renderTable([column, column], rows).slice(1)];
}

/** Errors are exceptions, texts go to the terminal, and both are in the reader's language; subcommands inherit this. */
function applyManners(program: Command, cli: Cli, service: string | undefined): void {
  const { terminal } = cli;
  program
    .exitOverride((error) => {
      if (error.code === 'commander.unknownCommand' && service !== undefined) {
        const command = /'([^']*)'/.exec(error.message)?.[1] ?? '';
        throw new PlatformError('REMOTE_COMMAND_UNKNOWN', { args: { command, service } });
      }
      const isShown = error.exitCode === 0 || error.code === 'commander.help';
      if (!isShown) terminal.err.write(`relais: ${usageMessage(error, cli)}\n`);
      throw error;
    })
    .configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
      outputError: () => undefined,
      getOutHelpWidth: () => terminal.out.columns,
      getErrHelpWidth: () => terminal.err.columns,
    });
  program.configureHelp({
    styleTitle: (title) => (cli.language === 'fr' ? (helpTitles[title] ?? title) : title),
    // Commander would say both in English; what may be chosen our own words name already.
    optionDescription: ({ description, defaultValue }) =>
      typeof defaultValue !== 'string' || defaultValue === ''
        ? description
        : `${description} ${usualText(defaultValue)[cli.language]}`,
  });
}

/** Commander's own words in English; in French the kind of error and what it is about, which stands in quotes. */
function usageMessage(error: CommanderError, cli: Cli): string {
  const message = error.message.replace(/^error: /, '');
  const kind = usageErrors[error.code];
  if (cli.language === 'en' || kind === undefined) return message;
  const subject = /'[^']*'/.exec(message)?.[0];
  return subject === undefined ? kind : `${kind}\u00A0: ${subject}`;
}

function addRunCommands(program: Command, cli: Cli, finish: Finish): void {
  const say = (text: Bilingual) => text[cli.language];
  const between = (name: string, description: Bilingual) =>
    addComparisonOptions(
      program
        .command(name)
        .description(say(description))
        .argument('<source>', say(optionTexts.source))
        .argument('<target>', say(optionTexts.target)),
      say,
    ).option('--json', say(optionTexts.json));
  addWritingOptions(between('replicate', commandTexts.replicate), say)
    .option('-y, --yes', say(optionTexts.yes))
    .option('--detach', say(runControlHelp.detach))
    .action(async (source: string, target: string, options: RunCommandOptions) => {
      finish(await replicateCommand(cli, source, target, options));
    });
  for (const mode of ['diff', 'verify'] as const) {
    between(mode, commandTexts[mode]).action(async (source: string, target: string, options: RunCommandOptions) => {
      finish(await compareCommand(cli, mode, source, target, options));
    });
  }
  program
    .command('resume')
    .description(say(commandTexts.resume))
    .argument('[run]', say(optionTexts.run))
    .option('-y, --yes', say(optionTexts.yes))
    .option('--json', say(optionTexts.json))
    .action(async (run: string | undefined, options: RunCommandOptions) => finish(await resume(cli, run, options)));
}

function addMappingCommands(program: Command, cli: Cli, finish: Finish): void {
  const say = (text: Bilingual) => text[cli.language];
  const check = program
    .command('mapping')
    .description(say(mappingCommandTexts.mapping))
    .command('check')
    .description(say(mappingCommandTexts.check))
    .argument('<source>', say(optionTexts.source))
    .argument('<target>', say(optionTexts.target));
  addMappingOptions(check, say)
    .option('--json', say(optionTexts.json))
    .action(async (source: string, target: string, options: MappingCheckOptions) => {
      finish(await checkMapping(cli, source, target, options));
    });
}

function addInstances(program: Command, cli: Cli, finish: Finish): void {
  const instance = addInstanceCommands(program, cli, finish, {
    add: (name, url, options) => addInstance(cli, name, url, options),
    list: (options) => showInstances(cli, options),
    test: (name, options) => testInstance(cli, name, options),
    remove: (name) => forgetInstance(cli, name),
  });
  addLimitCommand(instance, cli, finish);
}

function addOtherCommands(program: Command, cli: Cli, finish: Finish): void {
  const say = (text: Bilingual) => text[cli.language];
  program
    .command('archive')
    .description(say(commandTexts.archive))
    .command('check')
    .description(say(commandTexts.archiveCheck))
    .argument('<directory>', say(optionTexts.archiveDirectory))
    .option('--json', say(optionTexts.json))
    .action(async (directory: string, options: { json?: boolean }) => {
      finish(await checkArchiveCommand(cli, directory, options));
    });
  program
    .command('runs')
    .description(say(commandTexts.runs))
    .option('--json', say(optionTexts.json))
    .action(async (options: { json?: boolean }) => finish(await showRuns(cli, options)));
  addReportCommand(program, cli, finish, (run, options) => report(cli, run, options));
  program
    .command('demo')
    .description(say(commandTexts.demo))
    .option('--values <number>', say(optionTexts.values), '100000')
    .option('--orgunits <number>', say(optionTexts.orgunits), '1000')
    .option('--entities <number>', say(optionTexts.entities), '2000')
    .option('--json', say(optionTexts.json))
    .action(async (options: DemoOptions) => finish(await demo(cli, options)));
  program
    .command('standin')
    .description(say(commandTexts.standin))
    .option('--release <release>', say(optionTexts.release), '2.42.4.1')
    .option('--port <port>', say(optionTexts.port), '8085')
    .option('--host <host>', say(optionTexts.host), '127.0.0.1')
    .option('--context-path <path>', say(optionTexts.contextPath), '')
    .addOption(new Option('--with-parent').hideHelp())
    .action(async (options: StandinCommandOptions) => finish(await standin(options)));
  // The script `relais` runs the tests itself; it stands here for the help.
  program.command('test').description(say(commandTexts.test)).addArgument(new Argument('[pattern]'));
}
