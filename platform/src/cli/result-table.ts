import { addCounts, noCounts } from '../model/counts.ts';
import { formatNumber } from '../model/formats.ts';
import { inLanguage, type Language } from '../model/language.ts';
import type { VerifiedCounts } from '../model/run-outcome.ts';
import { trackerTypes } from '../model/tracker-objects.ts';
import { explainCode } from '../report/dhis2-codes.ts';
import type { RunReport } from '../report/run-report.ts';
import { causeWords, countKeys, countTitles, provenBeforeWords, verdictWords } from '../report/words.ts';
import { paint } from './style.ts';
import { renderTable } from './table.ts';
import { runTexts } from './texts/run-texts.ts';

/** Groups of findings that a terminal shows; the report has them all. */
export const shownGroups = 8;
const shownExamples = 3;

export interface ResultOptions {
  readonly language: Language;
  /** Whether every metadata type has a row of its own. */
  readonly showsEveryType: boolean;
  readonly hasColour: boolean;
}

/** What of a report a terminal shows. */
export type ShownReport = Pick<RunReport, 'verdict' | 'findings' | 'provenBefore' | 'totals' | 'groups'>;

/** What a run ends with on a terminal: one verdict, the counts by type, and what has to be looked at. */
export function renderResult(report: ShownReport, options: ResultOptions): readonly string[] {
  const { word, addition, tone } = verdictWords(report.verdict, report.findings, options.language);
  const proven = provenBeforeWords(report, options.language);
  const table = renderCounts(report.totals, options);
  const width = Math.max(0, ...table.map((line) => Array.from(line).length));
  return [
    '',
    `  ${paint(word, tone, options.hasColour)}${addition}`,
    ...(proven === undefined ? [] : [`  ${proven}`]),
    ...(table.length > 1 ? [`  ${'─'.repeat(Math.max(width, 64))}`, ...table.map((line) => `  ${line}`)] : []),
    ...renderGroups(report, options),
  ];
}

type Row = readonly [type: string, counts: VerifiedCounts];

/** The columns that say something: read and verified always, the others where they are not all nothing. */
function renderCounts(totals: RunReport['totals'], { language, showsEveryType }: ResultOptions): readonly string[] {
  const every = Object.entries(totals).filter(([, counts]) => countKeys.some((key) => counts[key] > 0));
  const rows = showsEveryType ? every : foldOrdinaryTypes(every, language);
  const isTold = (key: keyof VerifiedCounts) =>
    key === 'read' || key === 'verified' || rows.some(([, counts]) => counts[key] > 0);
  const keys = countKeys.filter(isTold);
  return renderTable(
    [
      { title: runTexts[language].type, align: 'left' },
      ...keys.map((key) => ({ title: countTitles[key][language], align: 'right' as const })),
    ],
    rows.map(([type, counts]) => [type, ...keys.map((key) => formatNumber(counts[key], language))]),
  );
}

const dataClasses: ReadonlySet<string> = new Set(['dataValues', 'completeDataSetRegistrations', ...trackerTypes]);
/** Metadata types that a terminal shows by themselves, the largest. */
const shownTypes = 8;

/** A result has to fit on a screen: classes of data, what was refused or left aside, the largest types, and one row for the others. */
function foldOrdinaryTypes(rows: readonly Row[], language: Language): readonly Row[] {
  const isOrdinary = ([type, counts]: Row) => !dataClasses.has(type) && counts.refused + counts.impossible === 0;
  const largest = rows.filter(isOrdinary).sort(([, left], [, right]) => right.read - left.read);
  const folded = new Set(largest.slice(shownTypes).map(([type]) => type));
  if (folded.size < 2) return rows;
  const sum = rows
    .filter(([type]) => folded.has(type))
    .reduce((total, [, counts]) => ({ ...addCounts(total, counts), verified: total.verified + counts.verified }), {
      ...noCounts,
      verified: 0,
    } as VerifiedCounts);
  const others: Row = [runTexts[language].otherTypes(folded.size), sum];
  const kept = rows.filter(([type]) => !folded.has(type));
  const firstData = kept.findIndex(([type]) => dataClasses.has(type));
  return kept.toSpliced(firstData < 0 ? kept.length : firstData, 0, others);
}

function renderGroups(report: ShownReport, options: ResultOptions): readonly string[] {
  const { language } = options;
  const lines = report.groups.slice(0, shownGroups).flatMap((group) => renderGroup(group, options));
  const rest = report.groups.slice(shownGroups).reduce((sum, group) => sum + group.objects, 0);
  if (rest > 0) lines.push(`  ${runTexts[language].more(formatNumber(rest, language))}`);
  return lines.length > 0 ? ['', ...lines] : [];
}

function renderGroup(group: RunReport['groups'][number], { language, hasColour }: ResultOptions): readonly string[] {
  const style = group.cause === 'unexplained' ? 'bad' : group.cause === 'refused' ? 'warn' : 'plain';
  const names = group.examples.slice(0, shownExamples).map(({ name, key }) => quote(name ?? key, language));
  const count = group.objects === 1 ? '' : `× ${formatNumber(group.objects, language)}`;
  const cause = paint(causeWords[group.cause].one[language], style, hasColour);
  const subject = names.filter((name) => name !== quote('*', language)).join(', ');
  const head = [cause, group.type, count, subject, group.code].filter((part) => part !== '').join('  ');
  const explanation = explainCode(group);
  const words = explanation
    ? `${inLanguage(explanation.means, language)} ${inLanguage(explanation.remedy, language)}`
    : group.message;
  return [`  ${head}`, `      ${words}`];
}

function quote(name: string, language: Language): string {
  return language === 'fr' ? `«\u00A0${name}\u00A0»` : `“${name}”`;
}
