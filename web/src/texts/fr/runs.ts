/** The list of runs. */
export const runs = {
  title: 'Exécutions',
  caption: 'Exécutions, la plus récente en premier',
  number: 'N°',
  what: 'De → vers',
  state: 'État',
  verdict: 'Verdict',
  started: 'Début',
  lasted: 'Durée',
  by: 'Lancée par',
  dryRun: 'à blanc',
  filterState: 'État',
  anyState: 'Tous les états',
  emptyTitle: 'Aucune exécution pour l’instant',
  emptyText:
    'Une exécution est une réplication qui a lieu : Relais lit l’instance source, écrit ce qui manque ou diffère dans l’instance cible, puis compare les deux. Elle apparaîtra ici dès qu’elle commence.',
  nothingTitle: 'Aucune exécution ne correspond',
  nothingText: 'Aucune exécution n’est dans cet état.',
  noFilter: 'Tout afficher',
  shown_one: '{{count, number}} exécution affichée',
  shown_many: '{{count, number}} d’exécutions affichées',
  shown_other: '{{count, number}} exécutions affichées',
} as const;
