import { type Command, Option } from 'commander';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { Bilingual } from '../model/language.ts';
import { newAccountPolicies } from '../replication/metadata/new-accounts.ts';
import { compareWords } from '../replication/run-context.ts';
import { addSelectionOptions } from './selection-options.ts';
import { optionTexts } from './texts/help-texts.ts';

/** Adds what decides which things of both sides are compared, and how. */
export function addComparisonOptions(command: Command, say: (text: Bilingual) => string): Command {
  return addSelectionOptions(command, say)
    .option('--only <types>', say(optionTexts.only))
    .option('--policy <policies>', say(optionTexts.policy))
    .addOption(new Option('--sharing <policy>', say(optionTexts.sharing)).choices(['exact', 'without']))
    .option('--deletions <policies>', say(optionTexts.deletions))
    .option('--max-deletions <bound>', say(optionTexts.maxDeletions));
}

/** Adds what decides how the target is written to. */
export function addWritingOptions(command: Command, say: (text: Bilingual) => string): Command {
  const writing = command
    .option('--dry-run', say(optionTexts.dryRun))
    .addOption(new Option('--compare <what>', say(optionTexts.compare)).choices(compareWords))
    .addOption(new Option('--compare-every <days>', say(optionTexts.compareEvery)).argParser(parseDays));
  return addArrivalOptions(writing, say);
}

function parseDays(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new PlatformError('COMPARE_DAYS_INVALID', { args: { days: text } });
  return Number(text);
}

/** Adds what decides how that which is new arrives. */
export function addArrivalOptions(command: Command, say: (text: Bilingual) => string): Command {
  return command
    .addOption(new Option('--new-accounts <policy>', say(optionTexts.newAccounts)).choices(newAccountPolicies))
    .option('--afterwards <tasks>', say(optionTexts.afterwards))
    .option('--apps-from <directory>', say(optionTexts.appsFrom))
    .option('--install-apps', say(optionTexts.installApps));
}
