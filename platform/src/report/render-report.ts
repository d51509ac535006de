import { formatDateTime, formatDuration, formatNumber } from '../model/formats.ts';
import { inLanguage, type Language } from '../model/language.ts';
import type { VerifiedCounts } from '../model/run-outcome.ts';
import type { InstanceIdentity } from '../store/run.ts';
import { type Html, html } from './html.ts';
import { listNotCopied } from './not-copied.ts';
import { renderFindings } from './render-findings.ts';
import { reportStyle } from './report-style.ts';
import type { RunReport } from './run-report.ts';
import { describeMapping, describeSelection } from './selection-facts.ts';
import { countKeys, countTitles, modeWords, provenBeforeWords, verdictWords } from './words.ts';

/**
 * One HTML file without any other: the verdict in one word, who and when, what to look at, what nobody can copy, and the counts. In both
 * languages, `language` first; it prints on two sheets.
 */
export function renderReport(report: RunReport, language: Language): string {
  const checked = (own: Language) => (own === language ? html` checked` : undefined);
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Relais · ${report.run.id}</title>
<style>${{ html: reportStyle }}</style>
</head>
<body>
<input type="radio" name="language" id="show-fr"${checked('fr')}>
<input type="radio" name="language" id="show-en"${checked('en')}>
<div class="languages"><label for="show-fr">Français</label> <label for="show-en">English</label></div>
<main class="sheet">
<div class="fr" lang="fr">${renderBody(report, 'fr')}</div>
<div class="en" lang="en">${renderBody(report, 'en')}</div>
</main>
</body>
</html>
`;
  return page.html;
}

function renderBody(report: RunReport, language: Language): Html {
  const say = (fr: string, en: string) => (language === 'fr' ? fr : en);
  const verdict = verdictWords(report.verdict, report.findings, language);
  const mode = modeWords[report.run.mode][language];
  return html`<header>
<p class="kind">Relais · ${mode} ${say('n°', 'no.')}\u00A0${report.run.id}</p>
<h1 class="verdict ${verdict.tone}"><strong>${verdict.word}</strong>${verdict.addition}</h1>
${renderProvenBefore(report, language)}${renderFacts(report, language)}
</header>
<section><h2>${say('À regarder', 'What to look at')}</h2>${renderFindings(report, language)}</section>
${renderDeletions(report, language)}<section><h2>${say('Ce que DHIS2 ne laisse copier à personne', 'What DHIS2 lets nobody copy')}</h2>
<div class="boundaries">${listNotCopied(report.run.target?.release).map(
    ({ title, text }) => html`<p><strong>${title[language]}.</strong> ${inLanguage(text, language)}</p>`,
  )}</div></section>
<section class="counts"><h2>${say('Le compte', 'The counts')}</h2>${renderCounts(report, language)}</section>
<footer>${say('Rapport écrit par Relais le', 'Report written by Relais on')} ${formatDateTime(report.writtenAt, language)}.</footer>`;
}

/** What the verdict goes back to is said right below it. */
function renderProvenBefore(report: RunReport, language: Language): Html | undefined {
  const words = provenBeforeWords(report, language);
  return words === undefined ? undefined : html`<p class="proven">${words}</p>\n`;
}

/** What is gone from the target is said in words: a column of a table is easily passed over. */
function renderDeletions({ verdict, totals }: RunReport, language: Language): Html | undefined {
  const deleted = Object.entries(totals).filter(([, counts]) => counts.deleted > 0);
  if (deleted.length === 0) return undefined;
  const say = (fr: string, en: string) => (language === 'fr' ? fr : en);
  const list = deleted.map(([type, counts]) => `${formatNumber(counts.deleted, language)} ${type}`).join(', ');
  const wrote = verdict !== 'planned';
  const title = wrote ? say('Supprimé de la cible', 'Deleted from the target') : say('À supprimer', 'To be deleted');
  const words = wrote
    ? say(
        'Cela n’existait que dans la cible, ou la source l’avait supprimé ; la suppression a été demandée pour cette réplication.',
        'Only the target had this, or the source had deleted it; its deletion was asked for in this replication.',
      )
    : say(
        'Cela n’existe que dans la cible, ou la source l’a supprimé ; une réplication avec les mêmes choix le supprimerait.',
        'Only the target has this, or the source deleted it; a replication with the same choices would delete it.',
      );
  return html`<section><h2>${title}</h2><p>${words} <strong>${list}</strong>.</p></section>
`;
}

function renderFacts(report: RunReport, language: Language): Html {
  const say = (fr: string, en: string) => (language === 'fr' ? fr : en);
  const { run } = report;
  const end = run.finishedAt ?? report.writtenAt;
  const duration = run.startedAt && formatDuration(end.getTime() - run.startedAt.getTime(), language);
  const date = formatDateTime(end, language);
  return html`<dl class="facts">
<dt>Date</dt><dd>${date}${duration && ` · ${say('durée', 'took')} ${duration}`}${interruptions(report, language)}</dd>
<dt>${say('Instance source', 'Source instance')}</dt><dd>${identity(run.source, run.sourceReference)}</dd>
<dt>${say('Instance cible', 'Target instance')}</dt><dd>${identity(run.target, run.targetReference)}</dd>
${renderChoice(report, language)}<dt>${say('Signature de la comparaison', 'Signature of the comparison')}</dt>
<dd>${report.comparisonDigest === undefined ? say('pas de comparaison', 'no comparison') : html`<code>${report.comparisonDigest}</code>`}</dd>
${run.reason === undefined ? undefined : html`<dt>${say('Raison', 'Reason')}</dt><dd>${run.reason}</dd>`}
</dl>`;
}

/** What of the source was carried, and how its objects were found on the target, where that was chosen. */
function renderChoice({ run, notices }: RunReport, language: Language): Html {
  const selection = describeSelection(run.options, language);
  const mapping = describeMapping(run.options);
  const account = notices.find(({ stage }) => stage === 'plan')?.[language];
  const titled = (fr: string, en: string, text: string) =>
    html`<dt>${language === 'fr' ? fr : en}</dt><dd>${text}</dd>\n`;
  const chosen = account === undefined ? selection : `${selection} · ${account}`;
  return html`${selection === undefined ? undefined : titled('Sélection', 'Selection', chosen ?? '')}${mapping === undefined ? undefined : titled('Correspondance', 'Mapping', mapping)}`;
}

function interruptions({ run, notices }: RunReport, language: Language): string {
  const parts: string[] = [];
  const count = formatNumber(run.interruptions, language);
  if (run.interruptions > 0) parts.push(language === 'fr' ? `reprise ${count} fois` : `resumed ${count} times`);
  const last = notices.findLast(({ stage }) => stage !== 'plan');
  if (last) parts.push(last[language]);
  return parts.map((part) => ` · ${part}`).join('');
}

function identity(instance: InstanceIdentity | undefined, reference: string): Html {
  if (!instance) return html`${reference}`;
  const systemName = instance.systemName === undefined ? '' : ` (${instance.systemName})`;
  return html`<strong>${instance.name}</strong>${systemName} · DHIS2 ${instance.release} · ${instance.address}`;
}

/** What a reader looks for even where it is nought; other columns are there when they say something. */
const alwaysShown: ReadonlySet<keyof VerifiedCounts> = new Set([
  'read',
  'created',
  'updated',
  'unchanged',
  'refused',
  'verified',
]);

function renderCounts(report: RunReport, language: Language): Html {
  const rows = Object.entries(report.totals).filter(([, counts]) => countKeys.some((key) => counts[key] > 0));
  const sum = (key: keyof VerifiedCounts) => rows.reduce((total, [, counts]) => total + counts[key], 0);
  const columns = countKeys.filter((key) => alwaysShown.has(key) || sum(key) > 0);
  const cell = (key: keyof VerifiedCounts, value: number) =>
    html`<td class="${cellClass(key, value)}">${formatNumber(value, language)}</td>`;
  return html`<div class="scroll"><table>
<thead><tr><th>Type</th>${columns.map((key) => html`<th>${countTitles[key][language]}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([type, counts]) => html`<tr><td>${type}</td>${columns.map((key) => cell(key, counts[key]))}</tr>\n`,
  )}</tbody>
<tfoot><tr><th>Total</th>${columns.map((key) => cell(key, sum(key)))}</tr></tfoot>
</table></div>`;
}

function cellClass(key: keyof VerifiedCounts, value: number): string {
  if (value === 0) return 'zero';
  return key === 'refused' ? 'told' : '';
}
