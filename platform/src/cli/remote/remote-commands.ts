import { listOf } from '@relais/contract/paging.ts';
import { scheduleSchema } from '@relais/contract/schedule.ts';
import { retentionSchema } from '@relais/contract/settings.ts';
import { parseInstanceLimit } from '../commands/instance-limit.ts';
import type { RunCommandOptions } from '../commands/replicate.ts';
import { readRunOptions } from '../commands/replicate.ts';
import { changedRetention } from '../commands/retention.ts';
import { parseDuration } from '../parse-duration.ts';
import { accessHelp } from '../texts/access-texts.ts';
import { followHelp } from '../texts/follow-texts.ts';
import { commandTexts, optionTexts } from '../texts/help-texts.ts';
import { runControlHelp } from '../texts/run-control-texts.ts';
import { scheduleOptionTexts, scheduleCommandTexts as texts } from '../texts/schedule-texts.ts';
import type { BodyTools, RemoteCommand, Typed } from './remote-command.ts';
import { toldOptions } from './told-options.ts';

const named =
  (before: string, after = '') =>
  ({ args: [name = ''] }: Typed) =>
    `${before}/${encodeURIComponent(name)}${after}`;
const fixed = (path: string) => () => path;

const runColumns = ['id', 'createdAt', 'mode', 'source', 'target', 'state', 'verdict'];
const run = [['<run>', optionTexts.run]] as const;
const name = [['<name>', optionTexts.name]] as const;
const replication = [['<name>', scheduleOptionTexts.replicationName]] as const;
const source = ['<source>', optionTexts.source] as const;
const target = ['<target>', optionTexts.target] as const;

const runCommands: readonly RemoteCommand[] = [
  { words: ['runs'], about: commandTexts.runs, method: 'GET', path: fixed('/runs'), columns: runColumns },
  ...(['pause', 'resume', 'cancel', 'retry'] as const).map(
    (demand): RemoteCommand => ({
      words: ['run', demand],
      about: runControlHelp[demand],
      args: run,
      method: 'POST',
      path: named('/runs', `/${demand}`),
    }),
  ),
  ...(['approve', 'reject'] as const).map(
    (word): RemoteCommand => ({
      words: ['run', word],
      about: runControlHelp[word],
      args: run,
      options: [
        ['--plan <digest>', runControlHelp.planDigest],
        ['--remark <text>', runControlHelp.remark],
      ],
      method: 'POST',
      path: named('/runs', '/decision'),
      body: ({ options }) => ({
        planDigest: options.plan,
        decision: word === 'approve' ? 'approved' : 'rejected',
        ...(options.remark !== undefined && { remark: options.remark }),
      }),
    }),
  ),
  { words: ['run', 'show'], about: runControlHelp.show, args: run, method: 'GET', path: named('/runs') },
  { words: ['run', 'plan'], about: runControlHelp.plan, args: run, method: 'GET', path: named('/runs', '/approval') },
  {
    words: ['run', 'watch'],
    about: runControlHelp.watch,
    args: run,
    method: 'GET',
    path: named('/runs'),
    watches: true,
  },
  ...(['replicate', 'diff', 'verify'] as const).map(
    (mode): RemoteCommand => ({
      words: [mode],
      about: commandTexts[mode],
      args: [source, target],
      takes: mode === 'replicate' ? 'writing' : 'comparison',
      method: 'POST',
      path: fixed('/runs'),
      body: ({ args: [source, target], options }) => ({ mode, source, target, options: told(options) }),
      watches: true,
    }),
  ),
];

const instanceCommands: readonly RemoteCommand[] = [
  {
    words: ['instance', 'list'],
    about: commandTexts.instanceList,
    method: 'GET',
    path: fixed('/instances'),
    columns: ['name', 'url', 'username'],
  },
  {
    words: ['instance', 'add'],
    about: commandTexts.instanceAdd,
    args: [...name, ['<url>', optionTexts.url]],
    options: [
      ['--username <username>', optionTexts.username],
      ['--token', optionTexts.token],
      ['--allow-self-signed', optionTexts.allowSelfSigned],
      ['--needs-approval', accessHelp.needsApproval],
    ],
    method: 'POST',
    path: fixed('/instances'),
    body: async ({ args: [instance, url], options }, { secret }) => ({
      ...{ name: instance, url },
      allowSelfSigned: options.allowSelfSigned === true,
      needsApproval: options.needsApproval === true,
      credentials:
        options.token === true
          ? { kind: 'token', token: await secret() }
          : { kind: 'basic', username: options.username ?? '', password: await secret() },
    }),
  },
  {
    words: ['instance', 'test'],
    about: commandTexts.instanceTest,
    args: name,
    method: 'POST',
    path: named('/instances', '/test'),
  },
  {
    words: ['instance', 'limit'],
    about: runControlHelp.limit,
    args: name,
    options: [
      ['--connections <number>', runControlHelp.connections, '16'],
      ['--requests-per-minute <number>', runControlHelp.perMinute],
    ],
    method: 'PUT',
    path: named('/instances', '/limit'),
    body: ({ options: { connections, requestsPerMinute } }) =>
      parseInstanceLimit({ connections: textOf(connections) ?? '', requestsPerMinute: textOf(requestsPerMinute) }),
  },
  {
    words: ['instance', 'remove'],
    about: commandTexts.instanceRemove,
    args: name,
    method: 'DELETE',
    path: named('/instances'),
  },
];

const replicationCommands: readonly RemoteCommand[] = [
  {
    words: ['replication', 'list'],
    about: texts.replicationList,
    method: 'GET',
    path: fixed('/replications'),
    columns: ['name', 'source', 'target', 'changedAt'],
  },
  {
    words: ['replication', 'add'],
    about: texts.replicationAdd,
    args: [...replication, source, target],
    takes: 'writing',
    method: 'POST',
    path: fixed('/replications'),
    body: ({ args: [own, source, target], options }) => ({ name: own, source, target, options: told(options) }),
  },
  {
    words: ['replication', 'show'],
    about: texts.replicationShow,
    args: replication,
    method: 'GET',
    path: named('/replications'),
  },
  {
    words: ['replication', 'remove'],
    about: texts.replicationRemove,
    args: replication,
    method: 'DELETE',
    path: named('/replications'),
  },
  {
    words: ['replication', 'follow'],
    about: texts.replicationFollow,
    args: replication,
    options: [
      ['--every <duration>', followHelp.every],
      ['--full-every <duration>', followHelp.fullEvery],
      ['--stop', scheduleOptionTexts.followStop],
    ],
    method: ({ options }) => (options.stop === true ? 'DELETE' : 'PUT'),
    path: named('/replications', '/follow'),
    body: ({ options: { every, fullEvery, stop } }) =>
      stop === true
        ? undefined
        : { ...seconds('everySeconds', '--every', every), ...seconds('fullEverySeconds', '--full-every', fullEvery) },
  },
  {
    words: ['replication', 'run'],
    about: texts.replicationRun,
    args: replication,
    method: 'POST',
    path: named('/replications', '/runs'),
  },
  {
    words: ['schedule', 'list'],
    about: texts.scheduleList,
    method: 'GET',
    path: fixed('/schedules'),
    columns: ['replication', 'cron', 'timeZone', 'isPaused'],
  },
  {
    words: ['schedule', 'set'],
    about: texts.scheduleSet,
    args: [...replication, ['<cron>', scheduleOptionTexts.cron]],
    options: [
      ['--time-zone <zone>', scheduleOptionTexts.timeZone],
      ['--window <hours>', scheduleOptionTexts.window],
      ['--if-running <policy>', scheduleOptionTexts.ifRunning],
    ],
    method: 'PUT',
    path: named('/replications', '/schedule'),
    body: async ({ args: [of = '', cron], options: { timeZone, window, ifRunning } }, { get }) => ({
      ...{ cron, timeZone: timeZone ?? (await zoneOf(of, get)) },
      ...(window !== undefined && { window }),
      ...(ifRunning !== undefined && { ifRunning }),
    }),
  },
  {
    words: ['schedule', 'show'],
    about: texts.scheduleShow,
    args: replication,
    method: 'GET',
    path: named('/replications', '/schedule'),
  },
  {
    words: ['schedule', 'pause'],
    about: texts.schedulePause,
    args: replication,
    method: 'POST',
    path: named('/replications', '/schedule/pause'),
  },
  {
    words: ['schedule', 'resume'],
    about: texts.scheduleResume,
    args: replication,
    method: 'POST',
    path: named('/replications', '/schedule/resume'),
  },
  {
    words: ['schedule', 'remove'],
    about: texts.scheduleRemove,
    args: replication,
    method: 'DELETE',
    path: named('/replications', '/schedule'),
  },
];

const settingCommands: readonly RemoteCommand[] = [
  { words: ['retention'], about: texts.retention, method: 'GET', path: fixed('/settings/retention') },
  {
    words: ['retention', 'set'],
    about: texts.retentionSet,
    options: [
      ['--days <days>', scheduleOptionTexts.keepDays],
      ['--runs <runs>', scheduleOptionTexts.keepRuns],
    ],
    method: 'PUT',
    path: fixed('/settings/retention'),
    body: async ({ options: { days, runs } }, { get }) =>
      changedRetention(retentionSchema.parse(await get('/settings/retention')), {
        days: textOf(days),
        runs: textOf(runs),
      }),
  },
];

/** What a service elsewhere does for somebody at a command line. What names files of this machine is not among it. */
export const remoteCommands: readonly RemoteCommand[] = [
  ...runCommands,
  ...instanceCommands,
  ...replicationCommands,
  ...settingCommands,
];

function textOf(value: Typed['options'][string]): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The zone that a schedule has, else that of this machine: the hour is meant where it is typed. */
async function zoneOf(name: string, get: BodyTools['get']): Promise<string> {
  const { items } = listOf(scheduleSchema).parse(await get('/schedules'));
  const known = items.find((each) => each.replication === name);
  return known?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A duration as the contract has it, where one was typed. */
function seconds(key: string, option: string, typed: string | boolean | undefined): object {
  return typeof typed === 'string' ? { [key]: parseDuration(typed, { option, leastMs: 1_000 }) / 1_000 } : {};
}

/** The options of a run that were typed, as the contract has them. */
function told(options: Typed['options']): object {
  return toldOptions(readRunOptions(options as RunCommandOptions));
}
