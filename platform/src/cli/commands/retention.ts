import { PlatformError } from '../../model/errors/platform-error.ts';
import { formatDateTime, formatNumber } from '../../model/formats.ts';
import { applyRetention, findGivenUpRuns } from '../../schedules/apply-retention.ts';
import { type LedgerSizes, loadLedgerSizes } from '../../store/ledger-size.ts';
import { loadRetention, type Retention, type RetentionPolicy, saveRetention } from '../../store/retention.ts';
import { audited } from '../audited.ts';
import type { Cli } from '../cli.ts';
import { renderTable } from '../table.ts';
import { tellLines } from '../tell-lines.ts';
import { commandLineActor } from '../with-access.ts';
import { withStore } from '../with-store.ts';

/** `relais retention`: what is kept, and how large it is. */
export function showRetentionCommand(cli: Cli, options: { readonly json?: boolean }): Promise<number> {
  return withStore(cli, async ({ database }) => {
    const retention = await loadRetention(database);
    const sizes = await loadLedgerSizes(database);
    return tellRetention(cli, { retention, sizes, expired: await findGivenUpRuns(database, new Date()) }, options);
  });
}

/** What is kept, how large it is, and what of it is to go. */
export interface ShownRetention {
  readonly retention: Retention;
  readonly sizes: LedgerSizes;
  readonly expired: readonly number[];
}

export function tellRetention(
  cli: Cli,
  { retention, sizes, expired }: ShownRetention,
  options: { readonly json?: boolean },
): number {
  if (options.json) return tellLines(cli, [JSON.stringify({ ...retention, ...sizes, expired })]);
  return tellLines(cli, describe(cli, retention, sizes, expired));
}

function describe(cli: Cli, retention: Retention, sizes: LedgerSizes, expired: readonly number[]): readonly string[] {
  const { language } = cli;
  const say = (fr: string, en: string) => (language === 'fr' ? fr : en);
  const size = (bytes: number) => `${formatNumber(Math.round(bytes / 100_000) / 10, language)}\u00A0${say('Mo', 'MB')}`;
  const { appliedAt } = retention;
  const lines = [
    limitWords(cli, retention),
    say(
      `Journaux\u00A0: ${size(sizes.bytes)} pour ${formatNumber(sizes.runs, language)} exécutions, index compris.`,
      `Ledgers: ${size(sizes.bytes)} for ${formatNumber(sizes.runs, language)} runs, indexes included.`,
    ),
    say(
      `À supprimer à présent\u00A0: ${formatNumber(expired.length, language)} (relais retention apply).`,
      `To be removed now: ${formatNumber(expired.length, language)} (relais retention apply).`,
    ),
    ...(appliedAt === undefined
      ? []
      : [say('Dernier passage\u00A0: ', 'Last applied: ') + formatDateTime(appliedAt, language)]),
  ];
  const titles = [
    say('Exécution', 'Run'),
    say('Tranches', 'Chunks'),
    say('Constats', 'Findings'),
    say('Taille', 'Size'),
  ];
  const rows = sizes.largest.map(({ runId, chunks, findings, bytes }) => [
    String(runId),
    formatNumber(chunks, language),
    formatNumber(findings, language),
    size(bytes),
  ]);
  const table = renderTable(
    titles.map((title) => ({ title, align: 'right' })),
    rows,
  );
  return rows.length === 0 ? lines : [...lines, '', ...table];
}

function limitWords({ language }: Cli, { keepDays, keepRuns }: RetentionPolicy): string {
  const say = (fr: string, en: string) => (language === 'fr' ? fr : en);
  const limits = [
    ...(keepDays === undefined ? [] : [say(`${keepDays} jours`, `${keepDays} days`)]),
    ...(keepRuns === undefined
      ? []
      : [say(`${keepRuns} exécutions par réplication`, `${keepRuns} runs of each replication`)]),
  ];
  if (limits.length === 0) return say('Tout est gardé.', 'Everything is kept.');
  const last = say('la dernière preuve reste toujours', 'the last proof always stays');
  return `${say('Gardés\u00A0: ', 'Kept: ')}${limits.join(say(', au plus ', ', at most '))}\u00A0; ${last}.`.replace(
    '\u00A0;',
    say('\u00A0;', ';'),
  );
}

export interface RetentionOptions {
  readonly json?: boolean;
  readonly days?: string | undefined;
  readonly runs?: string | undefined;
}

/**
 * A limit that is not named stays.
 * @throws PlatformError RETENTION_INVALID.
 */
export function changedRetention(before: Partial<RetentionPolicy>, { days, runs }: RetentionOptions): RetentionPolicy {
  return {
    keepDays: days === undefined ? before.keepDays : parseLimit(days, '--days'),
    keepRuns: runs === undefined ? before.keepRuns : parseLimit(runs, '--runs'),
  };
}

/** `relais retention set`. */
export function setRetentionCommand(cli: Cli, options: RetentionOptions): Promise<number> {
  return withStore(cli, async ({ database }) => {
    const { appliedAt: _appliedAt, ...before } = await loadRetention(database);
    const policy = changedRetention(before, options);
    const subject = { kind: 'setting', name: 'retention' };
    const change = { action: 'setting.changed', subject, before, after: policy } as const;
    await audited(database, change, (transaction) => saveRetention(transaction, policy));
    return tellLimits(cli, policy, options);
  });
}

export function tellLimits(cli: Cli, policy: RetentionPolicy, options: { readonly json?: boolean }): number {
  return tellLines(cli, [options.json ? JSON.stringify(policy) : limitWords(cli, policy)]);
}

/** More would be no integer of PostgreSQL's, and no time of anybody's. */
const mostDaysOrRuns = 1_000_000;

function parseLimit(text: string, option: string): number | undefined {
  if (text === 'all') return undefined;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > mostDaysOrRuns) {
    throw new PlatformError('RETENTION_INVALID', { args: { option, value: text } });
  }
  return number;
}

export interface ApplyOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `relais retention apply`. */
export function applyRetentionCommand(cli: Cli, options: ApplyOptions): Promise<number> {
  return withStore(cli, async ({ database }) => {
    const now = new Date();
    const places = { database, dataDirectory: cli.dataDirectory, actor: commandLineActor() };
    const runs = options.dryRun ? await findGivenUpRuns(database, now) : await applyRetention(places, now, cli.signal);
    return tellRemoved(cli, runs, options);
  });
}

/** Whose ledgers went, or would go. */
export function tellRemoved(cli: Cli, runs: readonly number[], { dryRun, json }: ApplyOptions): number {
  if (json) return tellLines(cli, [JSON.stringify(dryRun ? { expired: runs } : { removed: runs })]);
  const count = formatNumber(runs.length, cli.language);
  const which = runs.length === 0 ? '' : ` (${runs.join(', ')})`;
  const text = dryRun
    ? {
        fr: `Seraient supprimés\u00A0: les journaux de ${count} exécutions${which}.`,
        en: `Would be removed: the ledgers of ${count} runs${which}.`,
      }
    : {
        fr: `Supprimés\u00A0: les journaux de ${count} exécutions${which}.`,
        en: `Removed: the ledgers of ${count} runs${which}.`,
      };
  return tellLines(cli, [text[cli.language]]);
}
