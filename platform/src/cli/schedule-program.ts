import { type Command, Option } from 'commander';
import type { Bilingual } from '../model/language.ts';
import { busyPolicies } from '../store/schedule-tables.ts';
import type { Cli } from './cli.ts';
import { type FollowReplicationOptions, followReplicationCommand } from './commands/follow-replication.ts';
import type { RunCommandOptions } from './commands/replicate.ts';
import {
  addReplicationCommand,
  type ChangeOptions,
  changeReplicationCommand,
  listReplicationsCommand,
  removeReplicationCommand,
  runReplicationCommand,
  showReplicationCommand,
} from './commands/replication.ts';
import {
  type ApplyOptions,
  applyRetentionCommand,
  type RetentionOptions,
  setRetentionCommand,
  showRetentionCommand,
} from './commands/retention.ts';
import {
  listSchedulesCommand,
  pauseScheduleCommand,
  removeScheduleCommand,
  type ScheduleOptions,
  setScheduleCommand,
  showScheduleCommand,
} from './commands/schedule.ts';
import { addComparisonOptions, addWritingOptions } from './run-options.ts';
import { followHelp } from './texts/follow-texts.ts';
import { optionTexts } from './texts/help-texts.ts';
import { runControlHelp } from './texts/run-control-texts.ts';
import { scheduleOptionTexts, scheduleCommandTexts as texts } from './texts/schedule-texts.ts';

type Finish = (exitCode: number) => void;
interface WithJson {
  readonly json?: boolean;
}

/** Replications as definitions, their schedules, and how long what they leave behind is kept. */
export function addScheduleCommands(program: Command, cli: Cli, finish: Finish): void {
  addReplicationCommands(program, cli, finish);
  addSchedules(program, cli, finish);
  addRetentionCommands(program, cli, finish, {
    show: (options) => showRetentionCommand(cli, options),
    set: (options) => setRetentionCommand(cli, options),
    apply: (options) => applyRetentionCommand(cli, options),
  });
}

function addReplicationCommands(program: Command, cli: Cli, finish: Finish): void {
  const say = (text: Bilingual) => text[cli.language];
  const replication = program.command('replication').description(say(texts.replication));
  const named = (name: string, description: Bilingual) =>
    replication
      .command(name)
      .description(say(description))
      .argument('<name>', say(scheduleOptionTexts.replicationName));
  withRunOptions(
    named('add', texts.replicationAdd)
      .argument('<source>', say(optionTexts.source))
      .argument('<target>', say(optionTexts.target)),
    say,
  ).action(async (name: string, source: string, target: string, options: RunCommandOptions) => {
    finish(await addReplicationCommand(cli, name, source, target, options));
  });
  replication
    .command('list')
    .description(say(texts.replicationList))
    .option('--json', say(optionTexts.json))
    .action(async (options: WithJson) => finish(await listReplicationsCommand(cli, options)));
  named('show', texts.replicationShow)
    .option('--json', say(optionTexts.json))
    .action(async (name: string, options: WithJson) => finish(await showReplicationCommand(cli, name, options)));
  addChangeCommand(replication, cli, finish, (name, options) => changeReplicationCommand(cli, name, options));
  named('remove', texts.replicationRemove).action(async (name: string) =>
    finish(await removeReplicationCommand(cli, name)),
  );
  named('follow', texts.replicationFollow)
    .option('--every <duration>', say(followHelp.every), '30s')
    .option('--full-every <duration>', say(followHelp.fullEvery), '24h')
    .option('--stop', say(scheduleOptionTexts.followStop))
    .action(async (name: string, options: FollowReplicationOptions) => {
      finish(await followReplicationCommand(cli, name, options));
    });
  named('run', texts.replicationRun)
    .option('-y, --yes', say(optionTexts.yes))
    .option('--detach', say(runControlHelp.detach))
    .option('--json', say(optionTexts.json))
    .action(async (name: string, options: WithJson & { readonly yes?: boolean; readonly detach?: boolean }) => {
      finish(await runReplicationCommand(cli, name, options));
    });
}

/** `relais replication change`, whoever does what it says. */
export function addChangeCommand(
  replication: Command,
  cli: Cli,
  finish: Finish,
  change: (name: string, options: ChangeOptions) => Promise<number>,
): void {
  const say = (text: Bilingual) => text[cli.language];
  const command = replication
    .command('change')
    .description(say(texts.replicationChange))
    .argument('<name>', say(scheduleOptionTexts.replicationName))
    .option('--name <name>', say(scheduleOptionTexts.rename))
    .option('--source <source>', say(scheduleOptionTexts.newSource))
    .option('--target <target>', say(scheduleOptionTexts.newTarget))
    .option('--everything', say(scheduleOptionTexts.everything));
  withRunOptions(command, say).action(async (name: string, options: ChangeOptions) =>
    finish(await change(name, options)),
  );
}

function withRunOptions(command: Command, say: (text: Bilingual) => string): Command {
  return addWritingOptions(addComparisonOptions(command, say), say);
}

function addSchedules(program: Command, cli: Cli, finish: Finish): void {
  const say = (text: Bilingual) => text[cli.language];
  const schedule = program.command('schedule').description(say(texts.schedule));
  const named = (name: string, description: Bilingual) =>
    schedule.command(name).description(say(description)).argument('<name>', say(scheduleOptionTexts.replicationName));
  named('set', texts.scheduleSet)
    .argument('<cron>', say(scheduleOptionTexts.cron))
    .option('--time-zone <zone>', say(scheduleOptionTexts.timeZone))
    .option('--window <hours>', say(scheduleOptionTexts.window))
    .addOption(new Option('--if-running <policy>', say(scheduleOptionTexts.ifRunning)).choices(busyPolicies))
    .action(async (name: string, cron: string, options: ScheduleOptions) => {
      finish(await setScheduleCommand(cli, name, cron, options));
    });
  schedule
    .command('list')
    .description(say(texts.scheduleList))
    .option('--json', say(optionTexts.json))
    .action(async (options: WithJson) => finish(await listSchedulesCommand(cli, options)));
  named('show', texts.scheduleShow)
    .option('--json', say(optionTexts.json))
    .action(async (name: string, options: WithJson) => finish(await showScheduleCommand(cli, name, options)));
  named('pause', texts.schedulePause).action(async (name: string) =>
    finish(await pauseScheduleCommand(cli, name, true)),
  );
  named('resume', texts.scheduleResume).action(async (name: string) =>
    finish(await pauseScheduleCommand(cli, name, false)),
  );
  named('remove', texts.scheduleRemove).action(async (name: string) => finish(await removeScheduleCommand(cli, name)));
}

/** What the commands of retention do, here or at a service elsewhere. */
export interface RetentionActions {
  show(options: WithJson): Promise<number>;
  set(options: RetentionOptions): Promise<number>;
  apply(options: ApplyOptions): Promise<number>;
}

/** `relais retention …`, whoever does what it says. */
export function addRetentionCommands(program: Command, cli: Cli, finish: Finish, actions: RetentionActions): void {
  const say = (text: Bilingual) => text[cli.language];
  const retention = program
    .command('retention')
    .description(say(texts.retention))
    .option('--json', say(optionTexts.json))
    .action(async (options: WithJson) => finish(await actions.show(options)));
  // A command that has others below it takes their `--json` for its own.
  retention
    .command('set')
    .description(say(texts.retentionSet))
    .option('--days <days>', say(scheduleOptionTexts.keepDays))
    .option('--runs <runs>', say(scheduleOptionTexts.keepRuns))
    .option('--json', say(optionTexts.json))
    .action(async (_options: object, command: Command) => finish(await actions.set(command.optsWithGlobals())));
  retention
    .command('apply')
    .description(say(texts.retentionApply))
    .option('--dry-run', say(scheduleOptionTexts.retentionDryRun))
    .option('--json', say(optionTexts.json))
    .action(async (_options: object, command: Command) => finish(await actions.apply(command.optsWithGlobals())));
}
