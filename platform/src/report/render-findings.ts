import type { Finding } from '../model/finding.ts';
import { formatNumber } from '../model/formats.ts';
import { inLanguage, type Language } from '../model/language.ts';
import { explainCode } from './dhis2-codes.ts';
import { type Html, html } from './html.ts';
import { maintenanceUrl } from './maintenance-url.ts';
import type { GroupWithExamples, RunReport } from './run-report.ts';
import { causeWords } from './words.ts';

/** What paper has room for; a screen shows all. */
const groupsOnPaper = 4;
const examplesOnPaper = 1;

/** The findings of a run by cause and code: what they mean, what to do, the server's own words, and where. */
export function renderFindings(report: RunReport, language: Language): Html {
  const causes = [...new Set(report.groups.map((group) => group.cause))];
  if (causes.length === 0) {
    return html`<p>${language === 'fr' ? 'Rien à signaler.' : 'Nothing to tell.'}</p>`;
  }
  const positions = new Map(report.groups.map((group, position) => [group, position]));
  return html`${causes.map((cause) => {
    const groups = report.groups.filter((group) => group.cause === cause);
    const isOnPaper = groups.some((group) => (positions.get(group) ?? 0) < groupsOnPaper);
    const total = formatNumber(report.findings[cause], language);
    return html`<h3 class="${isOnPaper ? '' : 'beyond'}">${causeWords[cause].title[language]} <span class="count">(${total})</span></h3>
      ${groups.map((group) => renderGroup(report, group, (positions.get(group) ?? 0) < groupsOnPaper, language))}`;
  })}${renderOmission(report, language)}`;
}

/** What is left out on paper is counted there. */
function renderOmission(report: RunReport, language: Language): Html | undefined {
  const left = report.groups.slice(groupsOnPaper);
  if (left.length === 0) return undefined;
  const objects = formatNumber(
    left.reduce((sum, group) => sum + group.objects, 0),
    language,
  );
  const words =
    language === 'fr'
      ? `… et ${objects} autres objets, que le rapport à l’écran détaille.`
      : `… and ${objects} more objects, told by the report on the screen.`;
  return html`<p class="on-paper count">${words}</p>`;
}

function renderGroup(report: RunReport, group: GroupWithExamples, isOnPaper: boolean, language: Language): Html {
  const explanation = explainCode(group);
  const count = formatNumber(group.objects, language);
  const beyond = isOnPaper ? '' : ' beyond';
  return html`<div class="group ${group.cause}${beyond}">
    <p><strong>${group.type}</strong> <code>${group.code}</code> <span class="count">× ${count}</span></p>
    ${explanation && html`<p>${inLanguage(explanation.means, language)} ${inLanguage(explanation.remedy, language)}</p>`}
    <ul>${group.examples.map((example, index) => renderExample(report, example, index, language))}</ul>
    ${renderRest(group, language)}
  </div>`;
}

function renderExample(report: RunReport, finding: Finding, index: number, language: Language): Html {
  const name = finding.name ?? finding.key;
  const url = maintenanceUrl(report.run.source, finding);
  const quoted = language === 'fr' ? `«\u00A0${name}\u00A0»` : `“${name}”`;
  const label = url === undefined ? html`${quoted}` : html`<a href="${url}">${quoted}</a>`;
  const key = finding.name === undefined || finding.key === '*' ? '' : html` <code>${finding.key}</code>`;
  const words = wordsOf(finding, language);
  if (words === undefined && finding.key === '*') return html``;
  return html`<li class="${index < examplesOnPaper ? '' : 'beyond'}">${finding.key === '*' ? '' : html`${label}${key || ''}`}${
    words && html`${finding.key === '*' ? '' : ' : '}<span class="words">${words}</span>`
  }</li>`;
}

const serversOwn = /^(E\d{3,4}|HTTP\d{3})$/;

/**
 * What a server said, in its own words. What Relais itself says of a code is explained above in the reader's language; only
 * what differs is added, object by object.
 */
function wordsOf(finding: Finding, language: Language): string | undefined {
  if (serversOwn.test(finding.code)) return finding.message;
  const properties = /^differs in (.+)$/.exec(finding.message)?.[1];
  if (properties === undefined) return undefined;
  return language === 'fr' ? `diffère par ${properties}` : finding.message;
}

function renderRest(group: GroupWithExamples, language: Language): Html | undefined {
  const told = group.examples.reduce((sum, example) => sum + (example.count ?? 1), 0);
  const rest = group.objects - told;
  if (rest <= 0 || group.examples.length === 0) return undefined;
  const number = formatNumber(rest, language);
  return html`<p class="count">${language === 'fr' ? `… et ${number} autres` : `… and ${number} more`}</p>`;
}
