import type { Bilingual } from './language.ts';

/** How much something asks for attention; a rule names the least that it tells. */
export const severities = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof severities)[number];

interface NoticeEventDefinition {
  readonly severity: Severity;
  /** All that the texts may name: numbers, names that people gave to instances and replications, and codes. Never a free text. */
  readonly args: readonly string[];
  /** One line; all that an SMS holds. */
  readonly subject: Bilingual;
  readonly text: Bilingual;
}

const runArgs = ['run', 'source', 'target'] as const;

/**
 * Everything that people can be told of, by stable name: a closed list. `{name}` is filled from the arguments: numbers as people write them,
 * what ends in `Ms` as a duration, and `{reason}` by the words of the argument `code`.
 */
export const noticeEvents = {
  'run.started': {
    severity: 'info',
    args: runArgs,
    subject: { fr: '{source} → {target} : exécution {run} commencée', en: '{source} → {target}: run {run} started' },
    text: { fr: 'L’exécution {run} a commencé.', en: 'Run {run} has started.' },
  },
  'run.completed': {
    severity: 'info',
    args: [...runArgs, 'durationMs', 'read', 'written'],
    subject: { fr: '{source} → {target} : terminé', en: '{source} → {target}: done' },
    text: {
      fr: 'L’exécution {run} s’est terminée en {durationMs}. {read} objets et données lus, {written} écrits. La cible contient ce que contient la source.',
      en: 'Run {run} ended after {durationMs}. {read} objects and data were read, {written} written. The target holds what the source holds.',
    },
  },
  'run.completed-with-refusals': {
    severity: 'warning',
    args: [...runArgs, 'durationMs', 'read', 'written', 'refused'],
    subject: {
      fr: '{source} → {target} : terminé, {refused} refus de la cible',
      en: '{source} → {target}: done, {refused} refused by the target',
    },
    text: {
      fr: 'L’exécution {run} s’est terminée en {durationMs}. {read} objets et données lus, {written} écrits, {refused} refusés par la cible. Le rapport nomme chacun d’eux et dit pourquoi.',
      en: 'Run {run} ended after {durationMs}. {read} objects and data were read, {written} written, {refused} refused by the target. The report names each of them and says why.',
    },
  },
  'run.different': {
    severity: 'critical',
    args: [...runArgs, 'unexplained'],
    subject: {
      fr: '{source} → {target} : {unexplained} différences inexpliquées',
      en: '{source} → {target}: {unexplained} unexplained differences',
    },
    text: {
      fr: 'La vérification de l’exécution {run} a trouvé {unexplained} différences que rien n’explique. Le rapport les nomme.',
      en: 'The verification of run {run} found {unexplained} differences that nothing explains. The report names them.',
    },
  },
  'run.failed': {
    severity: 'critical',
    args: [...runArgs, 'code'],
    subject: { fr: '{source} → {target} : échec', en: '{source} → {target}: failed' },
    text: {
      fr: 'L’exécution {run} a échoué : {reason} ({code}). Elle peut être reprise là où elle s’est arrêtée.',
      en: 'Run {run} failed: {reason} ({code}). It can be taken up where it stopped.',
    },
  },
  'run.paused': {
    severity: 'warning',
    args: [...runArgs, 'code'],
    subject: { fr: '{source} → {target} : en pause', en: '{source} → {target}: paused' },
    text: { fr: 'L’exécution {run} est en pause : {reason}.', en: 'Run {run} is paused: {reason}.' },
  },
  'run.resumed': {
    severity: 'info',
    args: [...runArgs, 'code'],
    subject: { fr: '{source} → {target} : reprise', en: '{source} → {target}: goes on' },
    text: { fr: 'L’exécution {run} continue : {reason}.', en: 'Run {run} goes on: {reason}.' },
  },
  'run.cancelled': {
    severity: 'warning',
    args: [...runArgs, 'code'],
    subject: { fr: '{source} → {target} : annulé', en: '{source} → {target}: cancelled' },
    text: {
      fr: 'L’exécution {run} a été annulée. Ce qui est écrit dans la cible y reste.',
      en: 'Run {run} was cancelled. What it has written to the target stays there.',
    },
  },
  'run.waits-for-approval': {
    severity: 'warning',
    args: runArgs,
    subject: {
      fr: '{source} → {target} : approbation attendue',
      en: '{source} → {target}: waits for approval',
    },
    text: {
      fr: 'L’exécution {run} attend qu’une deuxième personne approuve ce qu’elle va écrire ou supprimer.',
      en: 'Run {run} waits until a second person approves what it will write or delete.',
    },
  },
  'instance.down': {
    severity: 'critical',
    args: ['instance', 'code'],
    subject: { fr: '{instance} ne répond pas', en: '{instance} does not answer' },
    text: {
      fr: '{instance} ne répond pas ({code}). Ses exécutions sont en pause et reprendront d’elles-mêmes.',
      en: '{instance} does not answer ({code}). Its runs are paused and go on by themselves.',
    },
  },
  'instance.back': {
    severity: 'info',
    args: ['instance', 'durationMs'],
    subject: { fr: '{instance} répond de nouveau', en: '{instance} answers again' },
    text: {
      fr: '{instance} répond de nouveau, après {durationMs}.',
      en: '{instance} answers again, after {durationMs}.',
    },
  },
  'instance.refused': {
    severity: 'critical',
    args: ['instance', 'code'],
    subject: { fr: '{instance} refuse le compte de Relais', en: '{instance} refuses the account of Relais' },
    text: {
      fr: '{instance} refuse le compte de Relais ({code}). Ses exécutions attendent que quelqu’un change les identifiants.',
      en: '{instance} refuses the account of Relais ({code}). Its runs wait until somebody changes the credentials.',
    },
  },
  'instance.certificate-ends': {
    severity: 'warning',
    args: ['instance', 'days'],
    subject: {
      fr: 'Le certificat de {instance} expire dans {days} jours',
      en: 'The certificate of {instance} ends in {days} days',
    },
    text: {
      fr: 'Ensuite, Relais ne se connectera plus à {instance}.',
      en: 'Relais will not connect to {instance} after that.',
    },
  },
  'schedule.missed': {
    severity: 'warning',
    args: ['replication', 'count'],
    subject: { fr: '{replication} : {count} échéances manquées', en: '{replication}: {count} occurrences missed' },
    text: {
      fr: 'Relais était arrêté à ces heures, ou l’exécution précédente n’était pas finie.',
      en: 'Relais was not running at these times, or the run before had not ended.',
    },
  },
  'replication.overdue': {
    severity: 'critical',
    args: ['replication', 'target', 'hours'],
    subject: {
      fr: '{replication} : pas de bonne exécution depuis {hours} h',
      en: '{replication}: no good run for {hours} h',
    },
    text: {
      fr: 'La dernière exécution qui a laissé {target} identique à sa source date de {hours} heures.',
      en: 'The last run that left {target} identical to its source is {hours} hours old.',
    },
  },
  'account.locked': {
    severity: 'warning',
    args: [],
    subject: { fr: 'Un compte de Relais est verrouillé', en: 'An account of Relais is locked' },
    text: {
      fr: 'Trop d’essais de connexion refusés : les suivants doivent attendre. La piste d’audit dit de quel compte et d’où.',
      en: 'Too many refused logins: further ones have to wait. The audit trail says of which account and from where.',
    },
  },
  'notice.test': {
    severity: 'info',
    args: ['channel'],
    subject: { fr: 'Essai du canal {channel}', en: 'Test of the channel {channel}' },
    text: { fr: 'Ce canal fonctionne.', en: 'This channel works.' },
  },
} as const satisfies Record<string, NoticeEventDefinition>;

export type NoticeEventName = keyof typeof noticeEvents;
export const noticeEventNames: readonly NoticeEventName[] = Object.keys(noticeEvents).filter(isNoticeEventName);

export function isNoticeEventName(name: string): name is NoticeEventName {
  return Object.hasOwn(noticeEvents, name);
}

export type NoticeArguments<Name extends NoticeEventName = NoticeEventName> = Readonly<
  Record<(typeof noticeEvents)[Name]['args'][number], string | number>
>;

/** Something that people may want to be told of, as it is told by the part of Relais where it happens. */
export type NoticeEvent = { readonly [Name in NoticeEventName]: NoticeEventOf<Name> }[NoticeEventName];

export interface NoticeEventOf<Name extends NoticeEventName> {
  readonly name: Name;
  readonly args: NoticeArguments<Name>;
  /** The event's own severity otherwise. */
  readonly severity?: Severity | undefined;
  /** Name of the replication that it concerns. */
  readonly replication?: string | undefined;
  readonly runId?: number | undefined;
  /** The database's clock when absent. */
  readonly happenedAt?: Date | undefined;
}
