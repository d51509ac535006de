import { isRecord } from '../../model/is-record.ts';
import type { RunCommandOptions } from '../commands/replicate.ts';
import { readRunOptions } from '../commands/replicate.ts';
import { exitCodes } from '../exit-code.ts';
import { parseDuration } from '../parse-duration.ts';

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
  /** Where it is not always 0. */
  exitCodeOf?(answer: unknown): number;
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

const peopleCommands: readonly RemoteCommand[] = [
  { words: ['user', 'list'], method: 'GET', path: fixed('/users'), columns: ['id', 'username', 'role', 'isDisabled'] },
  {
    words: ['user', 'add'],
    args: name,
    options: [
      ['--role <role>', 'text'],
      ['--email <address>', 'text'],
      ['--read <instances>', 'text'],
      ['--write <instances>', 'text'],
      ['--unmask <instances>', 'text'],
      ['--openid', 'flag'],
    ],
    method: 'POST',
    path: fixed('/users'),
    body: ({ args: [username], options: { role = 'reader', email, openid, ...rights } }) => ({
      ...{ username, role, usesOpenId: openid === true, rights: rightsOf(rights) },
      ...(email !== undefined && { email }),
    }),
  },
  {
    words: ['token', 'list'],
    method: 'GET',
    path: fixed('/tokens'),
    columns: ['id', 'username', 'name', 'beginning', 'scopes', 'endsAt'],
  },
  { words: ['token', 'revoke'], args: ['<number>'], method: 'DELETE', path: named('/tokens') },
  {
    words: ['notice', 'list'],
    method: 'GET',
    path: fixed('/notices/rules'),
    columns: ['name', 'channel', 'recipient', 'severity', 'enabled'],
  },
  {
    words: ['notice', 'test'],
    args: ['<channel>', '[recipient]'],
    method: 'POST',
    path: named('/notices/channels', '/test'),
    body: ({ args: [, recipient = ''] }) => ({ recipient }),
  },
  {
    words: ['notice', 'remove'],
    args: name,
    options: [['--rule', 'flag']],
    method: 'DELETE',
    path: (typed) => named(typed.options.rule === true ? '/notices/rules' : '/notices/channels')(typed),
  },
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
  {
    words: ['audit', 'verify'],
    options: [['--head <head>', 'text']],
    method: 'GET',
    path: ({ options: { head } }) => `/audit/verification${typeof head === 'string' ? headQuery(head) : ''}`,
    exitCodeOf: (answer) => (isRecord(answer) && isRecord(answer.broken) ? exitCodes.unexplained : exitCodes.identical),
  },
];

/** What a service elsewhere does for somebody at a command line. What names files of this machine is not among it. */
export const remoteCommands: readonly RemoteCommand[] = [
  ...runCommands,
  ...instanceCommands,
  ...replicationCommands,
  ...peopleCommands,
];

/** `--read a,b --write b`: a right on each instance that is named, as the same options give it here. */
function rightsOf({ read, write, unmask }: Typed['options']): readonly object[] {
  const namesOf = (typed: string | boolean | undefined) =>
    typeof typed === 'string' ? typed.split(/[\s,]+/).filter((each) => each !== '') : [];
  const [readable, writable, unmaskable] = [namesOf(read), namesOf(write), namesOf(unmask)];
  return [...new Set([...readable, ...writable, ...unmaskable])].map((instance) => ({
    instance,
    mayWrite: writable.includes(instance),
    mayUnmask: unmaskable.includes(instance),
  }));
}

/** `SEQ:HASH`, as the verification says it. */
function headQuery(head: string): string {
  const [seq = '', hash = ''] = head.trim().split(':');
  return `?${new URLSearchParams({ seq, hash })}`;
}

/** A duration as the contract has it, where one was typed. */
function seconds(key: string, option: string, typed: string | boolean | undefined): object {
  return typeof typed === 'string' ? { [key]: parseDuration(typed, { option, leastMs: 1_000 }) / 1_000 } : {};
}

/** The options of a run as the contract has them: without what is not set, and without files of this machine. */
function told(options: Typed['options']): object {
  const read = readRunOptions(options as RunCommandOptions);
  const { mapping, appsFrom: _appsFrom, ...others } = JSON.parse(JSON.stringify(read)) as Record<string, unknown>;
  if (mapping === undefined) return others;
  const { tables: _tables, ...rest } = mapping as Record<string, unknown>;
  return { ...others, mapping: rest };
}
