import type { RunCommandOptions } from '../commands/replicate.ts';
import { readRunOptions } from '../commands/replicate.ts';
import { parseDuration } from '../parse-duration.ts';
import { toldOptions } from './told-options.ts';

/** What was typed behind the words of a command. */
export interface Typed {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A command that a remote service carries out: the same words as here, and the request that stands for them. */
export interface RemoteCommand {
  readonly words: readonly string[];
  readonly args?: readonly string[];
  readonly options?: readonly (readonly [flags: string, about: 'text' | 'flag'])[];
  /** Takes the options of a run, too. */
  readonly takes?: 'comparison' | 'writing';
  readonly method: Method | ((typed: Typed) => Method);
  path(typed: Typed): string;
  body?(typed: Typed, secret: () => Promise<string>): object | undefined | Promise<object>;
  /** What of each item is shown to people, in this order. */
  readonly columns?: readonly string[];
  /** Follows the run that the answer names until it has ended. */
  readonly watches?: true;
}

const named =
  (before: string, after = '') =>
  ({ args: [name = ''] }: Typed) =>
    `${before}/${encodeURIComponent(name)}${after}`;
const fixed = (path: string) => () => path;

const runColumns = ['id', 'createdAt', 'mode', 'source', 'target', 'state', 'verdict'];
const run = ['<run>'];
const name = ['<name>'];

const runCommands: readonly RemoteCommand[] = [
  { words: ['runs'], method: 'GET', path: fixed('/runs'), columns: runColumns },
  ...(['pause', 'resume', 'cancel', 'retry'] as const).map(
    (demand): RemoteCommand => ({
      words: ['run', demand],
      args: run,
      method: 'POST',
      path: named('/runs', `/${demand}`),
    }),
  ),
  ...(['approve', 'reject'] as const).map(
    (word): RemoteCommand => ({
      words: ['run', word],
      args: run,
      options: [
        ['--plan <digest>', 'text'],
        ['--remark <text>', 'text'],
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
  { words: ['run', 'show'], args: run, method: 'GET', path: named('/runs') },
  { words: ['run', 'plan'], args: run, method: 'GET', path: named('/runs', '/approval') },
  { words: ['run', 'watch'], args: run, method: 'GET', path: named('/runs'), watches: true },
  ...(['replicate', 'diff', 'verify'] as const).map(
    (mode): RemoteCommand => ({
      words: [mode],
      args: ['<source>', '<target>'],
      takes: mode === 'replicate' ? 'writing' : 'comparison',
      method: 'POST',
      path: fixed('/runs'),
      body: ({ args: [source, target], options }) => ({ mode, source, target, options: told(options) }),
      watches: true,
    }),
  ),
];

const instanceCommands: readonly RemoteCommand[] = [
  { words: ['instance', 'list'], method: 'GET', path: fixed('/instances'), columns: ['name', 'url', 'username'] },
  {
    words: ['instance', 'add'],
    args: ['<name>', '<url>'],
    options: [
      ['--username <username>', 'text'],
      ['--token', 'flag'],
      ['--allow-self-signed', 'flag'],
      ['--needs-approval', 'flag'],
    ],
    method: 'POST',
    path: fixed('/instances'),
    body: async ({ args: [instance, url], options }, secret) => ({
      ...{ name: instance, url },
      allowSelfSigned: options.allowSelfSigned === true,
      needsApproval: options.needsApproval === true,
      credentials:
        options.token === true
          ? { kind: 'token', token: await secret() }
          : { kind: 'basic', username: options.username ?? '', password: await secret() },
    }),
  },
  { words: ['instance', 'test'], args: name, method: 'POST', path: named('/instances', '/test') },
  {
    words: ['instance', 'limit'],
    args: name,
    options: [
      ['--connections <number>', 'text'],
      ['--requests-per-minute <number>', 'text'],
    ],
    method: 'PUT',
    path: named('/instances', '/limit'),
    body: ({ options: { connections, requestsPerMinute } }) => ({
      connections: Number(connections),
      ...(requestsPerMinute !== undefined && { requestsPerMinute: Number(requestsPerMinute) }),
    }),
  },
  { words: ['instance', 'remove'], args: name, method: 'DELETE', path: named('/instances') },
];

const replicationCommands: readonly RemoteCommand[] = [
  {
    words: ['replication', 'list'],
    method: 'GET',
    path: fixed('/replications'),
    columns: ['name', 'source', 'target', 'changedAt'],
  },
  {
    words: ['replication', 'add'],
    args: ['<name>', '<source>', '<target>'],
    takes: 'writing',
    method: 'POST',
    path: fixed('/replications'),
    body: ({ args: [own, source, target], options }) => ({ name: own, source, target, options: told(options) }),
  },
  { words: ['replication', 'show'], args: name, method: 'GET', path: named('/replications') },
  { words: ['replication', 'remove'], args: name, method: 'DELETE', path: named('/replications') },
  {
    words: ['replication', 'follow'],
    args: name,
    options: [
      ['--every <duration>', 'text'],
      ['--full-every <duration>', 'text'],
      ['--stop', 'flag'],
    ],
    method: ({ options }) => (options.stop === true ? 'DELETE' : 'PUT'),
    path: named('/replications', '/follow'),
    body: ({ options: { every, fullEvery, stop } }) =>
      stop === true
        ? undefined
        : { ...seconds('everySeconds', '--every', every), ...seconds('fullEverySeconds', '--full-every', fullEvery) },
  },
  { words: ['replication', 'run'], args: name, method: 'POST', path: named('/replications', '/runs') },
  {
    words: ['schedule', 'list'],
    method: 'GET',
    path: fixed('/schedules'),
    columns: ['replication', 'cron', 'timeZone', 'isPaused'],
  },
  {
    words: ['schedule', 'set'],
    args: ['<name>', '<cron>'],
    options: [
      ['--time-zone <zone>', 'text'],
      ['--window <hours>', 'text'],
      ['--if-running <policy>', 'text'],
    ],
    method: 'PUT',
    path: named('/replications', '/schedule'),
    body: ({ args: [, cron], options: { timeZone = 'UTC', window, ifRunning } }) => ({
      ...{ cron, timeZone },
      ...(window !== undefined && { window }),
      ...(ifRunning !== undefined && { ifRunning }),
    }),
  },
  { words: ['schedule', 'show'], args: name, method: 'GET', path: named('/replications', '/schedule') },
  { words: ['schedule', 'pause'], args: name, method: 'POST', path: named('/replications', '/schedule/pause') },
  { words: ['schedule', 'resume'], args: name, method: 'POST', path: named('/replications', '/schedule/resume') },
  { words: ['schedule', 'remove'], args: name, method: 'DELETE', path: named('/replications', '/schedule') },
];

const settingCommands: readonly RemoteCommand[] = [
  { words: ['retention'], method: 'GET', path: fixed('/settings/retention') },
  {
    words: ['retention', 'set'],
    options: [
      ['--days <days>', 'text'],
      ['--runs <runs>', 'text'],
    ],
    method: 'PUT',
    path: fixed('/settings/retention'),
    body: ({ options: { days, runs } }) => ({
      ...(days !== undefined && { keepDays: Number(days) }),
      ...(runs !== undefined && { keepRuns: Number(runs) }),
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

/** A duration as the contract has it, where one was typed. */
function seconds(key: string, option: string, typed: string | boolean | undefined): object {
  return typeof typed === 'string' ? { [key]: parseDuration(typed, { option, leastMs: 1_000 }) / 1_000 } : {};
}

/** The options of a run that were typed, as the contract has them. */
function told(options: Typed['options']): object {
  return toldOptions(readRunOptions(options as RunCommandOptions));
}
