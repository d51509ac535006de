import { resolve } from 'node:path';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { type AfterwardsWord, afterwardsWords } from '../../model/maintenance.ts';
import { type IdentityPolicy, identityPolicies } from '../../replication/identity/policies.ts';
import type { NewAccountPolicy } from '../../replication/metadata/new-accounts.ts';
import type { CompareWord, RunOptions } from '../../replication/run-context.ts';
import type { Cli } from '../cli.ts';
import { parseDeletions, parseMaxDeletions } from '../parse-deletions.ts';
import { carryOut } from '../run/carry-out.ts';
import { parseMappingOptions, parseSelection, type SelectionOptions } from '../selection-options.ts';
import { detach } from './run-control.ts';

export interface RunCommandOptions extends SelectionOptions {
  readonly dryRun?: boolean;
  readonly only?: string;
  readonly policy?: string;
  readonly afterwards?: string;
  readonly sharing?: 'exact' | 'without';
  readonly newAccounts?: NewAccountPolicy;
  readonly installApps?: boolean;
  readonly appsFrom?: string;
  readonly deletions?: string;
  readonly maxDeletions?: string;
  readonly compare?: CompareWord;
  readonly compareEvery?: number;
  readonly yes?: boolean;
  readonly detach?: boolean;
  readonly json?: boolean;
}

/** `relais replicate SOURCE TARGET`: copies everything and proves it. */
export function replicateCommand(
  cli: Cli,
  source: string,
  target: string,
  options: RunCommandOptions,
): Promise<number> {
  const order = {
    mode: 'replicate',
    source,
    target,
    options: readRunOptions(options),
    isConfirmed: options.yes ?? false,
    isJson: options.json ?? false,
  } as const;
  return options.detach === true ? detach(cli, order) : carryOut(cli, order);
}

/** The options of a run as the engine takes them, from what was typed. Paths become absolute: a run may be resumed from another directory. */
export function readRunOptions(options: RunCommandOptions): RunOptions {
  return {
    dryRun: options.dryRun ?? false,
    only: parseTypes(options.only),
    selection: parseSelection(options),
    mapping: parseMappingOptions(options),
    identityPolicies: parsePolicies(options.policy),
    newAccounts: options.newAccounts,
    sharing: options.sharing,
    deletions: parseDeletions(options.deletions),
    maxDeletions: parseMaxDeletions(options.maxDeletions),
    compare: options.compare,
    compareEveryDays: options.compareEvery,
    afterwards: parseAfterwards(options.afterwards),
    installApps: options.installApps,
    appsFrom: options.appsFrom === undefined ? undefined : resolve(options.appsFrom),
  };
}

/** `relais diff` and `relais verify`: compare, write nothing. */
export function compareCommand(
  cli: Cli,
  mode: 'diff' | 'verify',
  source: string,
  target: string,
  options: RunCommandOptions,
): Promise<number> {
  return carryOut(cli, {
    mode,
    source,
    target,
    options: {
      dryRun: true,
      only: parseTypes(options.only),
      selection: parseSelection(options),
      mapping: parseMappingOptions(options),
      identityPolicies: parsePolicies(options.policy),
      sharing: options.sharing,
      deletions: parseDeletions(options.deletions),
      maxDeletions: parseMaxDeletions(options.maxDeletions),
    },
    isConfirmed: true,
    isJson: options.json ?? false,
  });
}

/** `dataElements,dataValues`: a list in any spacing; everything when absent or empty. */
export function parseTypes(text: string | undefined): readonly string[] | undefined {
  const types = text?.split(/[\s,]+/).filter((type) => type !== '');
  return types === undefined || types.length === 0 ? undefined : types;
}

/** `resourceTables,analytics`: the target's upkeep after the writing; `none`, `all`, or the usual when absent. */
export function parseAfterwards(text: string | undefined): readonly AfterwardsWord[] | undefined {
  if (text === undefined) return undefined;
  const words = parseTypes(text) ?? [];
  if (words.length === 1 && words[0] === 'none') return [];
  if (words.length === 1 && words[0] === 'all') return afterwardsWords;
  return words.map((word) => {
    const known = afterwardsWords.find((each) => each === word);
    if (known === undefined) throw new PlatformError('AFTERWARDS_UNKNOWN', { args: { word } });
    return known;
  });
}

/** `constants=map,userRoles=adopt`: what to do with the same name under another UID, by type. */
export function parsePolicies(text: string | undefined): Readonly<Record<string, IdentityPolicy>> | undefined {
  if (text === undefined) return undefined;
  const pairs = (parseTypes(text) ?? []).map((pair) => {
    const [type, policy] = pair.split('=');
    const known = identityPolicies.find((each) => each === policy);
    if (type === undefined || type === '' || known === undefined) {
      throw new PlatformError('POLICY_INVALID', { args: { policy: pair } });
    }
    return [type, known] as const;
  });
  return Object.fromEntries(pairs);
}
