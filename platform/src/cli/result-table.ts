import { formatNumber } from '../model/formats.ts';
import type { Language } from '../model/language.ts';
import type { VerifiedCounts } from '../model/run-outcome.ts';
import { explainCode } from '../report/dhis2-codes.ts';
import type { RunReport } from '../report/run-report.ts';
import { causeWords, countKeys, countTitles, verdictWords } from '../report/words.ts';
import { paint } from './style.ts';
import { renderTable } from './table.ts';
import { runTexts } from './texts/run-texts.ts';

/** Groups of findings that a terminal shows; the report has them all. */
const shownGroups = 8;
const shownExamples = 3;

export interface ResultOptions {
  readonly language: Language;
  readonly hasColour: boolean;
}

/** What a run ends with on a terminal: one verdict, the counts by type, and what has to be looked at. */
export function renderResult(report: RunReport, options: ResultOptions): readonly string[] {
  const { word, addition, tone } = verdictWords(report.verdict, report.findings, options.language);
  const table = renderCounts(report.totals, options.language);
  const width = Math.max(0, ...table.map((line) => Array.from(line).length));
  return [
    '',
    `  ${paint(word, tone, options.hasColour)}${addition}`,
    ...(table.length > 1 ? [`  ${'─'.repeat(Math.max(width, 64))}`, ...table.map((line) => `  ${line}`)] : []),
    ...renderGroups(report, options),
  ];
}

/** The columns that say something: read and verified always, the others where they are not all nothing. */
function renderCounts(totals: RunReport['totals'], language: Language): readonly string[] {
  const rows = Object.entries(totals).filter(([, counts]) => countKeys.some((key) => counts[key] > 0));
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

function renderGroups(report: RunReport, options: ResultOptions): readonly string[] {
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
  const words = explanation ? `${explanation.means[language]} ${explanation.remedy[language]}` : group.message;
  return [`  ${head}`, `      ${words}`];
}

function quote(name: string, language: Language): string {
  return language === 'fr' ? `«\u00A0${name}\u00A0»` : `“${name}”`;
}
