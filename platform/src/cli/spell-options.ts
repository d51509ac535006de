import type { RunOptions } from '../replication/run-context.ts';

/** The options of a run as one would type them, each with its value. */
export function spellOptions(options: RunOptions): readonly (readonly string[])[] {
  const { selection, mapping, deletions, identityPolicies } = options;
  const pairs = (choice: Readonly<Record<string, string>> | undefined) =>
    choice &&
    Object.entries(choice)
      .map(([name, policy]) => (name === '*' ? policy : `${name}=${policy}`))
      .join(',');
  const each = (flag: string, values: readonly string[] | undefined) => (values ?? []).map((value) => [flag, value]);
  const one = (flag: string, value: string | undefined) => (value === undefined ? [] : [[flag, value]]);
  const word = (flag: string, isSet: boolean | undefined) => (isSet === true ? [[flag]] : []);
  return [
    ...each('--program', selection?.programs),
    ...each('--data-set', selection?.dataSets),
    ...each('--group', selection?.groups),
    ...one('--type', selection?.types?.join(',')),
    ...word('--with-recipients', selection?.withRecipients),
    ...each('--org-unit', selection?.orgUnits),
    ...one('--period', selection?.period),
    ...one('--changed-since', selection?.changedSince),
    ...each('--map', mapping && [...mapping.rules.map(spellRule), ...mapping.tables]),
    ...one('--map-unmapped', mapping?.unmapped),
    ...one('--only', options.only?.join(',')),
    ...one('--policy', pairs(identityPolicies)),
    ...one('--sharing', options.sharing),
    ...one('--deletions', pairs(deletions)),
    ...one('--max-deletions', spellBound(options.maxDeletions)),
    ...one('--compare', options.compare),
    ...one('--compare-every', options.compareEveryDays?.toString()),
    ...word('--dry-run', options.dryRun),
    ...one('--new-accounts', options.newAccounts),
    ...one('--afterwards', options.afterwards && (options.afterwards.join(',') || 'none')),
    ...one('--apps-from', options.appsFrom),
    ...word('--install-apps', options.installApps),
  ];
}

function spellRule({ type, by, attribute }: NonNullable<RunOptions['mapping']>['rules'][number]): string {
  return by === 'attribute' ? `${type}=attribute:${attribute}` : `${type}=${by}`;
}

function spellBound(bound: RunOptions['maxDeletions']): string | undefined {
  if (bound === undefined) return undefined;
  return 'percent' in bound ? `${bound.percent}%` : String(bound.count);
}

/** The same on one line, as a shell takes it. */
export function spellOptionLine(options: RunOptions): string {
  const quoted = (text: string) => (/^[\w@%+=:,./*-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
  return spellOptions(options).flat().map(quoted).join(' ');
}
