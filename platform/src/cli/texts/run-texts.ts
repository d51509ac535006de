/** What a run says on the terminal, beside its progress and its table. */
export const runTexts = {
  fr: {
    source: 'source',
    target: 'cible',
    type: 'Type',
    plan: 'Ce qui sera écrit',
    planCreate: 'à créer',
    planUpdate: 'à modifier',
    planDelete: 'à supprimer',
    planLater: 'Les données agrégées et le Tracker sont comptés à mesure qu’ils sont lus.',
    deletions: (number: string, count: number, bound: string) =>
      `SUPPRESSIONS dans la cible : ${number} ${count > 1 ? 'objets' : 'objet'} de métadonnées, et les données que la source n’a pas ; aucune si elles dépassent ${bound}.`,
    deletionsHeldBack: (number: string, bound: string) =>
      `Rien ne sera supprimé : ${number} objets de métadonnées le seraient, et la limite est de ${bound} (--max-deletions).`,
    confirm: (target: string) => `Écrire dans ${target} ? [o/N] `,
    everything: 'tout',
    mayDelete: 'Ce que la cible seule contient y est supprimé, comme le dit --deletions.',
    declined: 'Rien n’a été écrit.',
    stopping: 'Arrêt après le lot en cours… (Ctrl-C encore une fois : arrêt immédiat)',
    resumeHint: (run: number) => `Reprendre avec : relais resume ${run}`,
    goesOn: (run: number, relais: string) =>
      `L’exécution ${run} continue sur le service. La regarder de nouveau : ${relais} run watch ${run} · y mettre fin : ${relais} run cancel ${run}`,
    serviceAway: 'Le service ne répond pas ; l’exécution n’en dépend pas. Nouvel essai…',
    report: 'Rapport',
    otherTypes: (count: number) => `… ${count} autres types`,
    more: (count: string) => `… et ${count} autres, dans le rapport`,
    noTerminal: 'aucun terminal',
  },
  en: {
    source: 'source',
    target: 'target',
    type: 'Type',
    plan: 'What will be written',
    planCreate: 'to create',
    planUpdate: 'to update',
    planDelete: 'to delete',
    planLater: 'Data values and tracker data are counted while they are read.',
    deletions: (number: string, count: number, bound: string) =>
      `DELETIONS on the target: ${number} metadata ${count === 1 ? 'object' : 'objects'}, and data that the source does not have; none if they pass ${bound}.`,
    deletionsHeldBack: (number: string, bound: string) =>
      `Nothing will be deleted: ${number} metadata objects would be, and the bound is ${bound} (--max-deletions).`,
    confirm: (target: string) => `Write to ${target}? [y/N] `,
    everything: 'everything',
    mayDelete: 'What only the target has is deleted there, as --deletions says.',
    declined: 'Nothing was written.',
    stopping: 'Stopping after the chunk at hand… (Ctrl-C once more: stop at once)',
    resumeHint: (run: number) => `Go on with: relais resume ${run}`,
    goesOn: (run: number, relais: string) =>
      `Run ${run} goes on at the service. Look at it again: ${relais} run watch ${run} · end it: ${relais} run cancel ${run}`,
    serviceAway: 'The service does not answer; the run does not depend on that. Trying again…',
    report: 'Report',
    otherTypes: (count: number) => `… ${count} other types`,
    more: (count: string) => `… and ${count} more, in the report`,
    noTerminal: 'no terminal',
  },
} as const;

/** Answers that mean yes, in either language. */
export const yesAnswers: ReadonlySet<string> = new Set(['o', 'oui', 'y', 'yes']);
