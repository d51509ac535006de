import { carryInProcess } from '../../following/carry-in-process.ts';
import type { FollowerStatus } from '../../following/follower.ts';
import type { FollowedSource } from '../../following/probe.ts';
import { createFollower } from '../../following/run-follower.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { RunOptions } from '../../replication/run-context.ts';
import type { ConnectedPair } from '../../runs/instance-place.ts';
import { recordProgress } from '../../runs/record-progress.ts';
import { wholeReference } from '../../runs/resolve-reference.ts';
import type { Store } from '../../store/open-store.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { followLine, troubleLine } from '../follow-line.ts';
import { parseDuration } from '../parse-duration.ts';
import { resolveInstance } from '../resolve-instance.ts';
import { followTexts } from '../texts/follow-texts.ts';
import { yesAnswers } from '../texts/run-texts.ts';
import { type RunCommandOptions, readRunOptions } from './replicate.ts';

export interface FollowCommandOptions extends RunCommandOptions {
  readonly every: string;
  readonly fullEvery: string;
}

/** What was asked for, as following takes it. */
interface FollowCommand {
  readonly source: string;
  readonly target: string;
  readonly everyMs: number;
  readonly fullEveryMs: number;
  readonly options: RunOptions;
}

/** `relais follow SOURCE TARGET`: keeps the target close behind the source until Ctrl-C. */
export async function followCommand(
  cli: Cli,
  source: string,
  target: string,
  options: FollowCommandOptions,
): Promise<number> {
  const command = {
    source,
    target,
    everyMs: parseDuration(options.every, { option: '--every', leastMs: 1_000 }),
    fullEveryMs: parseDuration(options.fullEvery, { option: '--full-every', leastMs: 60_000 }),
    options: { ...readRunOptions(options), dryRun: false },
  };
  if (options.yes !== true && !cli.terminal.canAsk) throw new PlatformError('CONFIRMATION_NEEDED');
  const store = await cli.openStore();
  try {
    const from = await resolveInstance(cli, store, source, 'SOURCE');
    const to = await resolveInstance(cli, store, target, 'TARGET');
    const pair = await cli.connectBoth(from, to, () => undefined, 'source');
    try {
      if (options.yes !== true && !(await isConfirmed(cli, pair))) return exitCodes.couldNotRun;
      await follow(cli, store, pair, command);
      return exitCodes.identical;
    } finally {
      await pair.close();
    }
  } finally {
    await store.close();
  }
}

async function isConfirmed(cli: Cli, { target }: ConnectedPair): Promise<boolean> {
  const texts = followTexts[cli.language];
  const { name, address, release } = target.facts;
  const question = texts.confirm(`${name} (${address}, ${release})`);
  const answer = await cli.terminal.ask(`  ${question}`, { isSecret: false, signal: cli.signal });
  const isYes = yesAnswers.has(answer.trim().toLowerCase());
  if (!isYes) cli.terminal.err.write(`  ${texts.declined}\n`);
  return isYes;
}

async function follow(cli: Cli, { database }: Store, pair: ConnectedPair, command: FollowCommand): Promise<void> {
  const { source, target } = pair;
  const references = {
    sourceReference: wholeReference(command.source),
    targetReference: wholeReference(command.target),
  };
  const { changes } = source;
  if (changes === undefined) throw new PlatformError('SOURCE_KEEPS_NO_DATES', { args: { source: source.facts.name } });
  const followed: FollowedSource = { ...source, changes };
  const texts = followTexts[cli.language];
  const side = ({ facts }: { facts: { name: string; release: string } }) => `${facts.name} ${facts.release}`;
  cli.terminal.err.write(`${texts.header(cli.version, side(source), side(target))}\n`);
  const line = createStatusLine(cli);
  const tellStop = () => line.say(texts.stopping);
  cli.signal.addEventListener('abort', tellStop, { once: true });
  const hard = new AbortController();
  try {
    const follower = createFollower({
      name: `${references.sourceReference} → ${references.targetReference}`,
      ...references,
      database,
      source: followed,
      target,
      options: command.options,
      everyMs: command.everyMs,
      fullEveryMs: command.fullEveryMs,
      carry: carryInProcess({
        database,
        source,
        target,
        ...references,
        progressOf: (runId) => recordProgress({ database, runId, toldBy: 'process' }),
      }),
      clock: { now: () => new Date(), sleep },
      onStatus: (status) => line.show(status),
    });
    await follower.run({ stop: cli.signal, signal: hard.signal });
  } finally {
    cli.signal.removeEventListener('abort', tellStop);
    line.end();
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** One line that is written again in place on a terminal; elsewhere a line for each thing that happened. */
function createStatusLine(cli: Cli) {
  const { err } = cli.terminal;
  let shown = '';
  let troubled = '';
  let leftOut = '';
  const write = (text: string) => err.write(err.isLive ? `\r\u001B[2K  ${text}\n` : `  ${text}\n`);
  const isNews = ({ state }: FollowerStatus) => err.isLive || (state !== 'looking' && state !== 'waiting');
  return {
    say: write,
    show(status: FollowerStatus) {
      const left = status.leftToFull.join(', ');
      if (left !== leftOut && left !== '') write(followTexts[cli.language].leftToFull(left));
      leftOut = left;
      const trouble = troubleLine(status, cli.language) ?? '';
      if (trouble !== troubled && trouble !== '') write(trouble);
      troubled = trouble;
      const line = followLine(status, cli.language);
      if (line === shown || !isNews(status)) return;
      shown = line;
      if (err.isLive) err.write(`\r\u001B[2K  ${line.slice(0, Math.max(10, err.columns - 3))}`);
      else write(line);
    },
    end: () => err.write(err.isLive ? '\n' : ''),
  };
}
