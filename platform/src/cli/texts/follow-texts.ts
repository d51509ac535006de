import type { Bilingual } from '../../model/language.ts';

/** What the help says of `follow`. */
export const followHelp = {
  follow: {
    fr: 'suivre la source : y regarder sans cesse ce qui change, et le porter dans la cible',
    en: 'follow the source: look all the time what changes there, and carry it to the target',
  },
  every: {
    fr: 'au plus ce temps entre deux regards, quand tout va bien : 30s, 5m, 1h',
    en: 'at most this long between two looks while all is well: 30s, 5m, 1h',
  },
  fullEvery: {
    fr: 'comparer tout à cet intervalle, y compris ce dont rien ne dit le changement',
    en: 'compare everything at this interval, also that of which nothing says when it changes',
  },
} as const satisfies Record<string, Bilingual>;

/** What following says on the terminal. */
export const followTexts = {
  fr: {
    header: (version: string, source: string, target: string) => `Relais ${version} · suivi    ${source} → ${target}\n`,
    confirm: (target: string) => `Écrire dans ${target} à chaque changement ? [o/N] `,
    declined: 'Rien n’a été écrit.',
    stopping: 'Arrêt après le cycle en cours… (Ctrl-C encore une fois : arrêt immédiat)',
    looking: 'regarde la source',
    comparing: (run: number | undefined) => `compare tout${run === undefined ? '' : ` (exécution ${run})`}`,
    carrying: (changes: string, run: number | undefined) =>
      `porte ${changes}${run === undefined ? '' : ` (exécution ${run})`}`,
    waiting: 'attend',
    stopped: 'arrêté',
    lag: (time: string) => `retard ${time}`,
    lastChange: (time: string) => `dernier changement porté à ${time}`,
    nextLook: (time: string) => `prochain regard à ${time}`,
    different: 'la cible diffère encore : nouvel essai au prochain regard',
    trouble: (reason: string) => `n’a pas pu : ${reason}`,
    leftToFull: (names: string) =>
      `Trop coûteux à regarder sans cesse, comparés avec tout le reste seulement : ${names}.`,
  },
  en: {
    header: (version: string, source: string, target: string) =>
      `Relais ${version} · following    ${source} → ${target}\n`,
    confirm: (target: string) => `Write to ${target} at each change? [y/N] `,
    declined: 'Nothing was written.',
    stopping: 'Stopping after the cycle at hand… (Ctrl-C once more: stop at once)',
    looking: 'looks at the source',
    comparing: (run: number | undefined) => `compares everything${run === undefined ? '' : ` (run ${run})`}`,
    carrying: (changes: string, run: number | undefined) =>
      `carries ${changes}${run === undefined ? '' : ` (run ${run})`}`,
    waiting: 'waits',
    stopped: 'stopped',
    lag: (time: string) => `lag ${time}`,
    lastChange: (time: string) => `last change carried at ${time}`,
    nextLook: (time: string) => `next look at ${time}`,
    different: 'the target still differs: tried again at the next look',
    trouble: (reason: string) => `could not: ${reason}`,
    leftToFull: (names: string) => `Too dear to be looked at all the time, compared with all else only: ${names}.`,
  },
} as const;
