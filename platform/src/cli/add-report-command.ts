import { type Command, Option } from 'commander';
import type { Bilingual } from '../model/language.ts';
import type { Cli } from './cli.ts';
import type { ReportOptions } from './commands/report.ts';
import { commandTexts, optionTexts } from './texts/help-texts.ts';

/** `relais report RUN`, whoever has the run. */
export function addReportCommand(
  program: Command,
  cli: Cli,
  finish: (exitCode: number) => void,
  report: (run: string, options: ReportOptions) => Promise<number>,
): void {
  const say = (text: Bilingual) => text[cli.language];
  program
    .command('report')
    .description(say(commandTexts.report))
    .argument('<run>', say(optionTexts.run))
    .addOption(new Option('--html', say(optionTexts.html)).conflicts(['json', 'csv']))
    .addOption(new Option('--csv', say(optionTexts.csv)).conflicts('json'))
    .option('--json', say(optionTexts.json))
    .option('--out <file>', say(optionTexts.out))
    .action(async (run: string, options: ReportOptions) => finish(await report(run, options)));
}
