import type { ErrorDefinition } from './codes.ts';

/** Replications, their schedules, and how long what they leave behind is kept. */
export const scheduleCodes = {
  REPLICATION_UNKNOWN: {
    en: { message: 'No replication is called {name}.', hint: 'See `relais replication list`.' },
    fr: { message: 'Aucune réplication ne s’appelle {name}.', hint: 'Voir `relais replication list`.' },
  },
  REPLICATION_EXISTS: {
    en: {
      message: 'There is a replication called {name} already.',
      hint: 'Change it with `relais replication change {name} …`, or choose another name.',
    },
    fr: {
      message: 'Une réplication s’appelle déjà {name}.',
      hint: 'La modifier par `relais replication change {name} …`, ou choisir un autre nom.',
    },
  },
  REPLICATION_NAME_INVALID: {
    en: {
      message: 'A replication cannot be called {name}.',
      hint: 'A name is made of letters, digits, dots, hyphens and underscores, and begins with a letter or a digit.',
    },
    fr: {
      message: 'Une réplication ne peut pas s’appeler {name}.',
      hint: 'Un nom se compose de lettres sans accent, de chiffres, de points, de tirets et de tirets bas, et commence par une lettre ou un chiffre.',
    },
  },
  /** What is written would come back to where it was read. */
  REPLICATION_LOOP: {
    en: {
      message: 'This would go round in a circle: {path} (carried all the way: {names}).',
      hint: 'Let each thing have one source: restrict what is carried in one direction (--only, --program, --data-set, --period), or remove one of these replications.',
    },
    fr: {
      message: 'Cela tournerait en rond : {path} (porté tout du long : {names}).',
      hint: 'Donner à chaque chose une seule source : restreindre ce qui est porté dans un sens (--only, --program, --data-set, --period), ou retirer une de ces réplications.',
    },
  },
  REPLICATION_IN_USE: {
    en: {
      message: 'Run {run} of the replication {name} has not ended.',
      hint: 'Wait until it ends, or cancel it.',
    },
    fr: {
      message: 'L’exécution {run} de la réplication {name} n’est pas terminée.',
      hint: 'Attendre sa fin, ou l’arrêter.',
    },
  },
  SCHEDULE_UNKNOWN: {
    en: {
      message: 'The replication {name} has no schedule.',
      hint: 'Give it one: `relais schedule set {name} "0 22 * * *" --time-zone Africa/Dakar`.',
    },
    fr: {
      message: 'La réplication {name} n’a pas de calendrier.',
      hint: 'Lui en donner un : `relais schedule set {name} "0 22 * * *" --time-zone Africa/Dakar`.',
    },
  },
  /** Nobody is there at night to say a password. */
  SCHEDULE_NEEDS_NAMES: {
    en: {
      message: 'A schedule cannot use {reference}: its password would have to be asked for.',
      hint: 'Register it with `relais instance add`, and change the replication to that name.',
    },
    fr: {
      message: 'Un calendrier ne peut pas utiliser {reference} : il faudrait demander son mot de passe.',
      hint: 'L’enregistrer par `relais instance add`, et donner ce nom à la réplication.',
    },
  },
  SCHEDULE_CRON_INVALID: {
    en: {
      message: '“{cron}” says no times.',
      hint: 'Five fields: minute, hour, day of the month, month, day of the week. "0 22 * * *" is every day at 22:00, "30 1 * * 1-5" on working days at 01:30.',
    },
    fr: {
      message: '« {cron} » ne dit pas quand.',
      hint: 'Cinq champs : minute, heure, jour du mois, mois, jour de la semaine. "0 22 * * *" : chaque jour à 22:00 ; "30 1 * * 1-5" : les jours ouvrés à 01:30.',
    },
  },
  SCHEDULE_NEVER: {
    en: { message: '“{cron}” never happens.', hint: 'The calendar has no such day.' },
    fr: { message: '« {cron} » n’arrive jamais.', hint: 'Le calendrier n’a pas un tel jour.' },
  },
  TIME_ZONE_UNKNOWN: {
    en: {
      message: 'There is no time zone called {zone}.',
      hint: 'A continent and a city, such as Africa/Lubumbashi, or UTC.',
    },
    fr: {
      message: 'Aucun fuseau horaire ne s’appelle {zone}.',
      hint: 'Un continent et une ville, comme Africa/Lubumbashi, ou UTC.',
    },
  },
  WINDOW_INVALID: {
    en: { message: '“{window}” is no window.', hint: 'Two different times of the day, such as 22:00-05:00.' },
    fr: { message: '« {window} » n’est pas une plage horaire.', hint: 'Deux heures différentes, comme 22:00-05:00.' },
  },
  RETENTION_INVALID: {
    en: { message: '{option} takes a whole number, or “all”, not {value}.', hint: 'For example --days 90 --runs all.' },
    fr: {
      message: '{option} demande un nombre entier, ou « all », et non {value}.',
      hint: 'Par exemple --days 90 --runs all.',
    },
  },
  /** The run ended long ago, and what it left behind was removed. */
  LEDGER_REMOVED: {
    en: {
      message: 'The ledger of run {run} was removed on {date}, as `relais retention` says.',
      hint: 'Its verdict stands in `relais runs`. To keep ledgers longer: `relais retention set --days DAYS`.',
    },
    fr: {
      message: 'Le journal de l’exécution {run} a été supprimé le {date}, comme le veut `relais retention`.',
      hint: 'Son verdict figure dans `relais runs`. Pour garder les journaux plus longtemps : `relais retention set --days JOURS`.',
    },
  },
  /** Why an occurrence waits or was skipped: not failures, but told in the same way. */
  RUN_UNFINISHED: {
    en: {
      message: 'Run {run} has not ended.',
      hint: 'An occurrence waits for it, or is skipped, as the schedule says.',
    },
    fr: {
      message: 'L’exécution {run} n’est pas terminée.',
      hint: 'L’échéance l’attend ou est sautée, comme le dit le calendrier.',
    },
  },
  SCHEDULE_PAUSED: {
    en: { message: 'The schedule was paused.', hint: '`relais schedule resume {name}` lets it go on.' },
    fr: { message: 'Le calendrier a été suspendu.', hint: '`relais schedule resume {name}` le remet en marche.' },
  },
} satisfies Record<string, ErrorDefinition>;
