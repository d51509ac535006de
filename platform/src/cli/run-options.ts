import { type Command, Option } from 'commander';
import type { Bilingual } from '../model/language.ts';
import { newAccountPolicies } from '../replication/metadata/new-accounts.ts';
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
  return addArrivalOptions(command.option('--dry-run', say(optionTexts.dryRun)), say);
}

/** Adds what decides how that which is new arrives. */
export function addArrivalOptions(command: Command, say: (text: Bilingual) => string): Command {
  return command
    .addOption(new Option('--new-accounts <policy>', say(optionTexts.newAccounts)).choices(newAccountPolicies))
    .option('--afterwards <tasks>', say(optionTexts.afterwards))
    .option('--apps-from <directory>', say(optionTexts.appsFrom))
    .option('--install-apps', say(optionTexts.installApps));
}
