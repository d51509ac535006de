import type { Bilingual } from '../../model/language.ts';

/** What the help says of replications, schedules and retention. */
export const scheduleCommandTexts = {
  replication: {
    fr: 'les réplications : quoi copier, d’où, vers où et comment',
    en: 'replications: what to copy, from where, to where and how',
  },
  replicationAdd: { fr: 'définir une réplication ; rien n’est copié', en: 'define a replication; nothing is copied' },
  replicationList: { fr: 'montrer les réplications', en: 'show the replications' },
  replicationShow: {
    fr: 'montrer une réplication, son calendrier et ses dernières exécutions',
    en: 'show a replication, its schedule and its latest runs',
  },
  replicationChange: {
    fr: 'changer une réplication : ce qui est donné remplace, le reste demeure',
    en: 'change a replication: what is given replaces, the rest stays',
  },
  replicationRemove: {
    fr: 'oublier une réplication et son calendrier ; ses exécutions restent',
    en: 'forget a replication and its schedule; its runs stay',
  },
  replicationFollow: {
    fr: 'faire suivre la source d’une réplication par le service (relais serve)',
    en: 'let the service follow the source of a replication (relais serve)',
  },
  replicationRun: { fr: 'exécuter une réplication maintenant', en: 'run a replication now' },
  schedule: {
    fr: 'les calendriers : quand une réplication s’exécute d’elle-même (relais serve)',
    en: 'schedules: when a replication runs by itself (relais serve)',
  },
  scheduleSet: { fr: 'donner un calendrier à une réplication', en: 'give a replication a schedule' },
  scheduleList: { fr: 'montrer les calendriers et les prochains départs', en: 'show the schedules and what is next' },
  scheduleShow: {
    fr: 'montrer les cinq prochaines échéances et ce qu’il est advenu des dernières',
    en: 'show the next five occurrences and what became of the latest',
  },
  schedulePause: {
    fr: 'suspendre un calendrier ; rien n’est rattrapé ensuite',
    en: 'hold a schedule; nothing is made up for afterwards',
  },
  scheduleResume: { fr: 'remettre un calendrier en marche', en: 'let a schedule go on' },
  scheduleRemove: { fr: 'retirer le calendrier d’une réplication', en: 'take the schedule of a replication away' },
  retention: {
    fr: 'combien de temps journaux et rapports sont gardés, et la place qu’ils prennent',
    en: 'how long ledgers and reports are kept, and how much room they take',
  },
  retentionSet: { fr: 'changer les durées', en: 'change how long' },
  retentionApply: {
    fr: 'supprimer maintenant ce qui est de trop (relais serve le fait chaque jour)',
    en: 'remove now what is too much (relais serve does it every day)',
  },
} as const satisfies Record<string, Bilingual>;

export const scheduleOptionTexts = {
  replicationName: { fr: 'nom de la réplication', en: 'name of the replication' },
  cron: {
    fr: 'cinq champs cron entre guillemets : minute, heure, jour du mois, mois, jour de la semaine',
    en: 'five cron fields in quotes: minute, hour, day of the month, month, day of the week',
  },
  timeZone: {
    fr: 'fuseau horaire, comme Africa/Dakar (sinon celui d’avant, ou celui de cette machine)',
    en: 'time zone, such as Africa/Dakar (else the one it had, or this machine’s)',
  },
  window: {
    fr: 'heures où l’exécution peut travailler, comme 22:00-05:00 ; en pause en dehors',
    en: 'hours in which the run may work, such as 22:00-05:00; paused outside of them',
  },
  ifRunning: {
    fr: 'échéance pendant que la précédente dure encore : wait ou skip (sinon wait)',
    en: 'an occurrence while the one before still lasts: wait or skip (else wait)',
  },
  rename: { fr: 'nouveau nom', en: 'new name' },
  newSource: { fr: 'nouvelle source', en: 'new source' },
  newTarget: { fr: 'nouvelle cible', en: 'new target' },
  everything: {
    fr: 'oublier d’abord toutes les options d’avant',
    en: 'first forget all the options it had',
  },
  followStop: { fr: 'ne plus suivre', en: 'do not follow any more' },
  keepDays: { fr: 'nombre de jours, ou all', en: 'number of days, or all' },
  keepRuns: {
    fr: 'nombre d’exécutions par réplication ou par paire d’instances, ou all',
    en: 'number of runs of a replication or between two instances, or all',
  },
  retentionDryRun: { fr: 'dire ce qui serait supprimé', en: 'say what would be removed' },
} as const satisfies Record<string, Bilingual>;
