import { exportAuditCsv, exportAuditJson } from '../../audit/export-audit.ts';
import { type AuditBreak, type AuditHead, type AuditVerification, verifyAudit } from '../../audit/verify-audit.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { formatDateTime, formatNumber } from '../../model/formats.ts';
import { type Bilingual, inLanguage } from '../../model/language.ts';
import { shortenAudit } from '../../store/audit.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { deliverText, shortPath } from '../report-file.ts';
import { commandLineActor } from '../with-access.ts';
import { withStore } from '../with-store.ts';

export interface VerifyAuditOptions {
  readonly head?: string;
  readonly json?: boolean;
}

/** `relais audit verify`: exit code 2 where the trail is not whole. */
export function verifyAuditCommand(cli: Cli, options: VerifyAuditOptions): Promise<number> {
  const noted = options.head === undefined ? undefined : parseHead(options.head);
  return withStore(cli, async ({ database }) => {
    return tellVerification(cli, await verifyAudit(database, { noted, signal: cli.signal }), options);
  });
}

/** Tells what a verification found, and gives the exit code of the command. */
export function tellVerification(cli: Cli, result: AuditVerification, options: VerifyAuditOptions): number {
  cli.terminal.out.write(`${options.json ? JSON.stringify(result) : describe(cli, result).join('\n')}\n`);
  return result.broken ? exitCodes.unexplained : exitCodes.identical;
}

/** @throws PlatformError AUDIT_HEAD_MALFORMED. */
export function parseHead(text: string): AuditHead {
  const match = /^([1-9][0-9]{0,14}):([0-9a-f]{64})$/.exec(text.trim());
  if (!match) throw new PlatformError('AUDIT_HEAD_MALFORMED', { args: { head: text } });
  return { seq: Number(match[1]), hash: match[2] ?? '' };
}

const breakWords: Readonly<Record<AuditBreak['kind'], Bilingual>> = {
  changed: { fr: 'l’entrée {seq} a été modifiée', en: 'entry {seq} was changed' },
  removed: { fr: 'il manque des entrées avant la {seq}', en: 'entries before {seq} are missing' },
  replaced: { fr: 'l’entrée {seq} ne suit pas celle d’avant', en: 'entry {seq} does not go on from the one before it' },
  unanchored: {
    fr: 'l’entrée {seq} ne suit pas ce qui a été raccourci',
    en: 'entry {seq} does not go on from where the trail was shortened',
  },
  head: {
    fr: 'la tête notée, {seq}, n’est plus dans le journal',
    en: 'the noted head, {seq}, is not in the trail any more',
  },
};

function describe(cli: Cli, { entries, head, shortenedAt, broken }: AuditVerification): readonly string[] {
  const { language } = cli;
  const say = (fr: string, en: string) => inLanguage({ fr, en }, language);
  const number = (value: number) => formatNumber(value, language);
  const from = shortenedAt === undefined ? 1 : shortenedAt + 1;
  const count = say(
    `${number(entries)} entrées depuis la ${number(from)}`,
    `${number(entries)} entries from ${number(from)} on`,
  );
  if (broken) {
    const what = inLanguage(breakWords[broken.kind], language).replace('{seq}', String(broken.seq));
    return [say(`Le journal n’est pas intact : ${what}.`, `The trail is not whole: ${what}.`), count];
  }
  if (!head) return [say('Le journal est vide.', 'The trail is empty.')];
  return [
    say(`Le journal est intact : ${count}.`, `The trail is whole: ${count}.`),
    say(`Tête, à noter ailleurs : ${head.seq}:${head.hash}`, `Head, to be noted elsewhere: ${head.seq}:${head.hash}`),
  ];
}

export interface ExportAuditOptions {
  readonly csv?: boolean;
  readonly since?: string;
  readonly until?: string;
  readonly out?: string;
}

/** `relais audit export`. */
export function exportAuditCommand(cli: Cli, options: ExportAuditOptions): Promise<number> {
  const chosen = exportedTime(options);
  return withStore(cli, ({ database }) => {
    const lines = options.csv
      ? exportAuditCsv(database, chosen, cli.language)
      : exportAuditJson(database, chosen, cli.language);
    return deliverExport(cli, lines, options);
  });
}

/** Which entries were asked for. */
export function exportedTime({ since, until }: ExportAuditOptions): {
  readonly since: Date | undefined;
  readonly until: Date | undefined;
} {
  return { since: since ? parseDate(since) : undefined, until: until ? parseDate(until) : undefined };
}

/** Writes an export to where it was asked for, and tells the file. */
export async function deliverExport(
  cli: Cli,
  lines: AsyncIterable<string>,
  { out = '-' }: ExportAuditOptions,
): Promise<number> {
  await deliverText(cli, lines, out);
  if (out !== '-') cli.terminal.err.write(`${shortPath(out)}\n`);
  return exitCodes.identical;
}

/** `relais audit shorten DATE`. */
export function shortenAuditCommand(cli: Cli, date: string): Promise<number> {
  const before = parseDate(date);
  return withStore(cli, async ({ database }) => {
    const anchor = await shortenAudit(database, before, { actor: commandLineActor() });
    const { language } = cli;
    const removed = formatNumber(anchor?.removed ?? 0, language);
    const when = formatDateTime(before, language);
    cli.terminal.out.write(
      language === 'fr'
        ? `${removed} entrées d’avant le ${when} supprimées.\n`
        : `${removed} entries before ${when} removed.\n`,
    );
    return exitCodes.identical;
  });
}

/** A day is the beginning of that day in UTC. */
function parseDate(text: string): Date {
  const date = new Date(text);
  const isDate = /^\d{4}-\d{2}-\d{2}(T.*)?$/.test(text) && !Number.isNaN(date.getTime());
  if (!isDate) throw new PlatformError('AUDIT_DATE_INVALID', { args: { date: text } });
  return date;
}
