import type { Command } from 'commander';
import type { Bilingual } from '../model/language.ts';
import type { Cli } from './cli.ts';
import { type LimitOptions, limitInstance } from './commands/instance-limit.ts';
import { controlRun, watchCommand } from './commands/run-control.ts';
import { type DecisionOptions, decideRunCommand, showPlanCommand } from './commands/run-decision.ts';
import { type ServeOptions, serve, type WorkerOptions, work } from './commands/worker.ts';
import { optionTexts } from './texts/help-texts.ts';
import { runControlHelp } from './texts/run-control-texts.ts';

/** Adds the commands of runs that workers carry out: `run …`, `worker`, `serve`. */
export function addWorkerCommands(program: Command, cli: Cli, finish: (exitCode: number) => void): void {
  const say = (text: Bilingual) => text[cli.language];
  const run = program.command('run').description(say(runControlHelp.run));
  for (const demand of ['pause', 'resume', 'cancel', 'retry'] as const) {
    run
      .command(demand)
      .description(say(runControlHelp[demand]))
      .argument('<run>', say(optionTexts.run))
      .option('--json', say(optionTexts.json))
      .action(async (number: string, options: { json?: boolean }) => {
        finish(await controlRun(cli, demand, number, options));
      });
  }
  run
    .command('watch')
    .description(say(runControlHelp.watch))
    .argument('<run>', say(optionTexts.run))
    .option('--json', say(optionTexts.json))
    .action(async (number: string, options: { json?: boolean }) => finish(await watchCommand(cli, number, options)));
  addDecisions(run, cli, finish);
  program
    .command('worker')
    .description(say(runControlHelp.worker))
    .option('--jobs <number>', say(runControlHelp.jobs), '4')
    .action(async (options: WorkerOptions) => finish(await work(cli, options)));
  program
    .command('serve')
    .description(say(runControlHelp.serve))
    .option('--jobs <number>', say(runControlHelp.jobs), '4')
    .option('--port <number>', say(runControlHelp.port), '8700')
    .option('--host <address>', say(runControlHelp.host), '127.0.0.1')
    .option('--tls-cert <file>', say(runControlHelp.tlsCert))
    .option('--tls-key <file>', say(runControlHelp.tlsKey))
    .action(async (options: ServeOptions) => finish(await serve(cli, options)));
}

/** Adds what a second person does with a run that waits for one. */
function addDecisions(run: Command, cli: Cli, finish: (exitCode: number) => void): void {
  const say = (text: Bilingual) => text[cli.language];
  run
    .command('plan')
    .description(say(runControlHelp.plan))
    .argument('<run>', say(optionTexts.run))
    .option('--json', say(optionTexts.json))
    .action(async (number: string, options: { json?: boolean }) => finish(await showPlanCommand(cli, number, options)));
  for (const [word, decision] of [
    ['approve', 'approved'],
    ['reject', 'rejected'],
  ] as const) {
    run
      .command(word)
      .description(say(runControlHelp[word]))
      .argument('<run>', say(optionTexts.run))
      .requiredOption('--plan <digest>', say(runControlHelp.planDigest))
      .option('--remark <text>', say(runControlHelp.remark))
      .option('--json', say(optionTexts.json))
      .action(async (number: string, options: DecisionOptions) => {
        finish(await decideRunCommand(cli, decision, number, options));
      });
  }
}

/** Adds `instance limit`. */
export function addLimitCommand(instance: Command, cli: Cli, finish: (exitCode: number) => void): void {
  const say = (text: Bilingual) => text[cli.language];
  instance
    .command('limit')
    .description(say(runControlHelp.limit))
    .argument('<name>', say(optionTexts.name))
    .option('--connections <number>', say(runControlHelp.connections), '16')
    .option('--requests-per-minute <number>', say(runControlHelp.perMinute))
    .action(async (name: string, options: LimitOptions) => finish(await limitInstance(cli, name, options)));
}
