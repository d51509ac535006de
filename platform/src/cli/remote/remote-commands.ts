import { listOf } from '@relais/contract/paging.ts';
import { replicationSchema } from '@relais/contract/replication.ts';
import { scheduleSchema } from '@relais/contract/schedule.ts';
import { parseRunOptions } from '../../replication/run-options.ts';
import { parseInstanceLimit } from '../commands/instance-limit.ts';
import type { RunCommandOptions } from '../commands/replicate.ts';
import { readRunOptions } from '../commands/replicate.ts';
import { parseDuration } from '../parse-duration.ts';
import { parseRunNumber } from '../parse-number.ts';
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
const ofRun =
  (after = '') =>
  ({ args: [number = ''] }: Typed) =>
    `/runs/${parseRunNumber(number)}${after}`;

const runColumns = ['id', 'createdAt', 'mode', 'source', 'target', 'state', 'verdict'];
const run = [['<run>', optionTexts.run]] as const;
const name = [['<name>', optionTexts.name]] as const;
const replication = [['<name>', scheduleOptionTexts.replicationName]] as const;
const source = ['<source>', optionTexts.sourceThere] as const;
const target = ['<target>', optionTexts.targetThere] as const;

const runCommands: readonly RemoteCommand[] = [
  { words: ['runs'], about: commandTexts.runs, method: 'GET', path: fixed('/runs'), columns: runColumns },
  ...(['pause', 'resume', 'cancel', 'retry'] as const).map(
    (demand): RemoteCommand => ({
      words: ['run', demand],
      about: runControlHelp[demand],
      args: run,
      method: 'POST',
      path: ofRun(`/${demand}`),
      tells: 'state',
    }),
  ),
  ...(['approve', 'reject'] as const).map(
    (word): RemoteCommand => ({
      words: ['run', word],
      about: runControlHelp[word],
      args: run,
      wants: [['--plan <digest>', runControlHelp.planDigest]],
      options: [['--remark <text>', runControlHelp.remark]],
      method: 'POST',
      path: ofRun('/decision'),
      body: ({ options }) => ({
        planDigest: options.plan,
        decision: word === 'approve' ? 'approved' : 'rejected',
        ...(options.remark !== undefined && { remark: options.remark }),
      }),
      tells: 'state',
    }),
  ),
  { words: ['run', 'show'], about: runControlHelp.show, args: run, method: 'GET', path: ofRun() },
  { words: ['run', 'plan'], about: runControlHelp.plan, args: run, method: 'GET', path: ofRun('/approval') },
  {
    words: ['run', 'watch'],
    about: runControlHelp.watch,
    args: run,
    method: 'GET',
    path: ofRun(),
    tells: 'progress',
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
      ...(mode === 'replicate' && {
        asks: async ({ args: [source = '', target = ''], options }: Typed) => ({
          ...{ source, target, options: readRunOptions(options as RunCommandOptions) },
        }),
      }),
      tells: 'progress',
    }),
  ),
];

const instanceCommands: readonly RemoteCommand[] = [
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
      ['--every <duration>', followHelp.every, '30s'],
      ['--full-every <duration>', followHelp.fullEvery, '24h'],
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
    asks: async ({ args: [own = ''] }, { get }) => {
      const found = replicationSchema.parse(await get(`/replications/${encodeURIComponent(own)}`));
      return { source: found.source, target: found.target, options: parseRunOptions(found.options) };
    },
    tells: 'progress',
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

/** What a service elsewhere does for somebody at a command line. What names files of this machine is not among it. */
export const remoteCommands: readonly RemoteCommand[] = [...runCommands, ...instanceCommands, ...replicationCommands];

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
