import type { FindingCause } from '../model/finding.ts';
import { formatDateTime, formatNumber } from '../model/formats.ts';
import type { Bilingual, Language } from '../model/language.ts';
import {
  countProvenBefore,
  type RunMode,
  type RunOutcome,
  type Verdict,
  type VerifiedCounts,
} from '../model/run-outcome.ts';
import type { RunState } from '../model/run-state.ts';

/** The columns of a table of counts, in the order in which people read them. */
export const countTitles: Readonly<Record<keyof VerifiedCounts, Bilingual>> = {
  read: { fr: 'lus', en: 'read' },
  created: { fr: 'créés', en: 'created' },
  updated: { fr: 'modifiés', en: 'updated' },
  unchanged: { fr: 'inchangés', en: 'unchanged' },
  deleted: { fr: 'supprimés', en: 'deleted' },
  refused: { fr: 'refusés', en: 'refused' },
  skipped: { fr: 'écartés', en: 'skipped' },
  impossible: { fr: 'impossibles', en: 'impossible' },
  verified: { fr: 'vérifiés', en: 'verified' },
};

export const countKeys = Object.keys(countTitles) as readonly (keyof VerifiedCounts)[];

/** A word for one finding of each cause, and the title of a list of them. */
export const causeWords: Readonly<Record<FindingCause, { one: Bilingual; title: Bilingual }>> = {
  unexplained: {
    one: { fr: 'inexpliqué', en: 'unexplained' },
    title: { fr: 'Différences que rien n’explique', en: 'Differences that nothing explains' },
  },
  refused: {
    one: { fr: 'refusé', en: 'refused' },
    title: { fr: 'Refusés par la cible', en: 'Refused by the target' },
  },
  'changed-meanwhile': {
    one: { fr: 'modifié entre-temps', en: 'changed meanwhile' },
    title: { fr: 'Modifiés pendant la réplication', en: 'Changed during the replication' },
  },
  skipped: {
    one: { fr: 'écarté', en: 'skipped' },
    title: { fr: 'Écartés par choix', en: 'Left aside by choice' },
  },
  impossible: {
    one: { fr: 'impossible', en: 'impossible' },
    title: { fr: 'Impossibles par l’API de DHIS2', en: 'Impossible over the API of DHIS2' },
  },
};

export const modeWords: Readonly<Record<RunMode, Bilingual>> = {
  replicate: { fr: 'réplication', en: 'replication' },
  diff: { fr: 'comparaison', en: 'comparison' },
  verify: { fr: 'vérification', en: 'verification' },
};

export const stateWords: Readonly<Record<RunState | 'interrupted', Bilingual>> = {
  pending: { fr: 'prête', en: 'pending' },
  running: { fr: 'en cours', en: 'running' },
  paused: { fr: 'en pause', en: 'paused' },
  completed: { fr: 'terminée', en: 'completed' },
  'completed-with-refusals': { fr: 'terminée, avec refus', en: 'completed, with refusals' },
  failed: { fr: 'échouée', en: 'failed' },
  cancelled: { fr: 'arrêtée', en: 'cancelled' },
  interrupted: { fr: 'interrompue', en: 'interrupted' },
};

/** What of a verdict goes back to earlier runs, in one sentence; undefined where the run has read all. */
export function provenBeforeWords(
  outcome: Pick<RunOutcome, 'provenBefore' | 'totals'>,
  language: Language,
): string | undefined {
  const { provenBefore } = outcome;
  const counts = countProvenBefore(outcome);
  if (provenBefore === undefined || counts === undefined) return undefined;
  const { before, all } = counts;
  const number = (count: number) => formatNumber(count, language);
  const date = formatDateTime(new Date(provenBefore.oldestAt), language);
  const run = provenBefore.oldestBy;
  return language === 'fr'
    ? `${number(all - before)} objets relus maintenant ; ${number(before)} prouvés par une exécution antérieure (au plus tôt le ${date}, n° ${run}) et non modifiés depuis selon les dates des deux instances. \`--compare everything\` relit tout.`
    : `${number(all - before)} objects read again now; ${number(before)} proven by an earlier run (at the earliest on ${date}, no. ${run}) and unchanged since by both instances' own dates. \`--compare everything\` reads all.`;
}

/** The verdict in one word, and what has to be added to it. */
export interface VerdictWords {
  readonly word: string;
  readonly addition: string;
  readonly tone: 'good' | 'warn' | 'bad' | 'plain';
}

/** The verdict of a run as people are told it; `undefined` is a run that has not ended. */
export function verdictWords(
  verdict: Verdict | undefined,
  findings: Readonly<Record<FindingCause, number>>,
  language: Language,
): VerdictWords {
  const say = (fr: string, en: string) => (language === 'fr' ? fr : en);
  const refusals = refusalWords(findings.refused, language);
  if (verdict === 'identical') return { word: say('IDENTIQUE', 'IDENTICAL'), addition: '', tone: 'good' };
  if (verdict === 'identical-except-refusals') {
    return {
      word: say('IDENTIQUE', 'IDENTICAL'),
      addition: say(`, sauf ${refusals}`, `, except for ${refusals}`),
      tone: 'warn',
    };
  }
  if (verdict === 'different') {
    const count = formatNumber(findings.unexplained, language);
    const plural = findings.unexplained === 1 ? '' : 's';
    return {
      word: say('DIFFÉRENTE', 'DIFFERENT'),
      addition: say(
        `\u00A0: ${count} différence${plural} inexpliquée${plural}`,
        `: ${count} unexplained difference${plural}`,
      ),
      tone: 'bad',
    };
  }
  if (verdict === 'planned') {
    const refused = findings.refused > 0 ? say(`\u00A0; ${refusals} à prévoir`, `; expect ${refusals}`) : '';
    return {
      word: say('PLAN', 'PLAN'),
      addition: say('\u00A0: rien n’a été écrit', ': nothing was written') + refused,
      tone: 'plain',
    };
  }
  if (verdict === 'cancelled') return { word: say('ARRÊTÉE', 'CANCELLED'), addition: '', tone: 'warn' };
  return { word: say('INACHEVÉE', 'UNFINISHED'), addition: '', tone: 'warn' };
}

function refusalWords(count: number, language: Language): string {
  const number = formatNumber(count, language);
  if (language === 'fr') return count === 1 ? '1 objet refusé par la cible' : `${number} objets refusés par la cible`;
  return count === 1 ? '1 object that the target refused' : `${number} objects that the target refused`;
}
