import type { ErrorDefinition } from './codes.ts';

/** Failures of the database and of the vault. */
export const storeCodes = {
  DATABASE_UNREACHABLE: {
    retryable: true,
    en: {
      message: 'The database of Relais does not answer: {reason}.',
      hint: 'Check DATABASE_URL, or leave it unset to use the embedded PostgreSQL.',
    },
    fr: {
      message: 'La base de données de Relais ne répond pas : {reason}.',
      hint: 'Vérifier DATABASE_URL, ou la laisser vide pour utiliser le PostgreSQL embarqué.',
    },
  },
  EMBEDDED_DATABASE_FAILED: {
    en: {
      message: 'The embedded PostgreSQL could not be {step}: {reason}.',
      hint: 'Its own words are in {log}. A PostgreSQL of your own serves as well: set DATABASE_URL.',
    },
    fr: {
      message: 'Le PostgreSQL embarqué n’a pas pu être {step} : {reason}.',
      hint: 'Ses propres mots sont dans {log}. Un PostgreSQL existant convient aussi : renseigner DATABASE_URL.',
    },
  },
  EMBEDDED_DATABASE_UNAVAILABLE: {
    en: {
      message: 'The embedded PostgreSQL does not run on this machine: {reason}.',
      hint: 'Set DATABASE_URL to a PostgreSQL 15 or newer.',
    },
    fr: {
      message: 'Le PostgreSQL embarqué ne fonctionne pas sur cette machine : {reason}.',
      hint: 'Renseigner DATABASE_URL avec un PostgreSQL 15 ou plus récent.',
    },
  },
  EMBEDDED_DATABASE_FORBIDDEN: {
    en: {
      message:
        'The embedded database in {directory} cannot be opened: it belongs to another account, or PostgreSQL’s account may not pass through the folders above it.',
      hint: 'Run Relais under the account that first started it, let others pass through these folders (chmod o+x), or set RELAIS_DATA to another directory.',
    },
    fr: {
      message:
        'La base embarquée dans {directory} ne peut pas être ouverte : elle appartient à un autre compte, ou le compte de PostgreSQL ne peut pas traverser les dossiers qui la contiennent.',
      hint: 'Lancer Relais sous le compte qui l’a démarrée la première fois, laisser traverser ces dossiers (chmod o+x), ou choisir un autre dossier par RELAIS_DATA.',
    },
  },
  MIGRATION_CHANGED: {
    en: {
      message: 'The migration {name} was changed after this database had applied it.',
      hint: 'Use the version of Relais that made this database, or start a new data directory.',
    },
    fr: {
      message: 'La migration {name} a été modifiée après son application à cette base.',
      hint: 'Utiliser la version de Relais qui a créé cette base, ou commencer un nouveau dossier de données.',
    },
  },
  DATABASE_IS_NEWER: {
    en: {
      message: 'A newer Relais has already changed this database ({name}).',
      hint: 'Update this copy of Relais.',
    },
    fr: {
      message: 'Une version plus récente de Relais a déjà modifié cette base ({name}).',
      hint: 'Mettre à jour cette copie de Relais.',
    },
  },
  BACKUP_DAMAGED: {
    en: {
      message: 'The backup is not whole: {reason}.',
      hint: 'Nothing was restored. Take another one; `relais restore --check FILE` reads a backup without restoring it.',
    },
    fr: {
      message: 'La sauvegarde n’est pas entière : {reason}.',
      hint: 'Rien n’a été restauré. En prendre une autre ; `relais restore --check FICHIER` relit une sauvegarde sans la restaurer.',
    },
  },
  BACKUP_IS_NEWER: {
    en: { message: 'A newer Relais has taken this backup ({name}).', hint: 'Update this copy of Relais.' },
    fr: {
      message: 'Une version plus récente de Relais a pris cette sauvegarde ({name}).',
      hint: 'Mettre à jour cette copie de Relais.',
    },
  },
  RESTORE_NOT_EMPTY: {
    en: {
      message: 'The database is in use by a Relais already.',
      hint: 'A backup is restored into an empty database: create one and name it in DATABASE_URL, or name a new data directory in RELAIS_DATA.',
    },
    fr: {
      message: 'La base de données sert déjà à un Relais.',
      hint: 'Une sauvegarde se restaure dans une base vide : en créer une et la nommer dans DATABASE_URL, ou nommer un nouveau dossier des données dans RELAIS_DATA.',
    },
  },
  RESTORE_KEY_EXISTS: {
    en: {
      message: 'The backup holds the keys of the vault, and {file} holds others.',
      hint: 'Move that file away first if nothing needs it any more.',
    },
    fr: {
      message: 'La sauvegarde contient les clés du coffre, et {file} en contient d’autres.',
      hint: 'Écarter d’abord ce fichier si plus rien n’en a besoin.',
    },
  },
  VAULT_KEY_MALFORMED: {
    en: {
      message: 'The key that protects credentials is malformed: {reason}.',
      hint: 'RELAIS_KEY is 64 hexadecimal digits (`openssl rand -hex 32`), or VERSION:DIGITS pairs separated by commas.',
    },
    fr: {
      message: 'La clé qui protège les identifiants est mal formée : {reason}.',
      hint: 'RELAIS_KEY compte 64 chiffres hexadécimaux (`openssl rand -hex 32`), ou des paires VERSION:CHIFFRES séparées par des virgules.',
    },
  },
  VAULT_KEY_EXPOSED: {
    en: {
      message: 'Other accounts of this machine can read the key file {file}.',
      hint: 'Run `chmod 600 {file}`, and consider the stored passwords known.',
    },
    fr: {
      message: 'D’autres comptes de cette machine peuvent lire le fichier de clé {file}.',
      hint: 'Exécuter `chmod 600 {file}`, et considérer les mots de passe enregistrés comme connus.',
    },
  },
  VAULT_KEY_NOT_OURS: {
    en: {
      message: 'The keys of the vault come from RELAIS_KEY, which Relais cannot change.',
      hint: 'Put VERSION:DIGITS with a higher version before the present pair in RELAIS_KEY, restart Relais, then run `relais vault rotate`.',
    },
    fr: {
      message: 'Les clés du coffre viennent de RELAIS_KEY, que Relais ne peut pas modifier.',
      hint: 'Mettre VERSION:CHIFFRES avec une version plus haute devant la paire actuelle de RELAIS_KEY, redémarrer Relais, puis exécuter `relais vault rotate`.',
    },
  },
  SECRET_UNREADABLE: {
    en: {
      message: 'The stored credentials of {instance} cannot be decrypted with this key.',
      hint: 'Give back the key that was in use (RELAIS_KEY or the file in the data directory), or add the instance again.',
    },
    fr: {
      message: 'Les identifiants enregistrés de {instance} ne se déchiffrent pas avec cette clé.',
      hint: 'Remettre la clé qui servait (RELAIS_KEY ou le fichier du dossier de données), ou ajouter l’instance à nouveau.',
    },
  },
  RUN_UNKNOWN: {
    en: { message: 'There is no run {run}.', hint: 'See `relais runs`.' },
    fr: { message: 'Il n’y a pas d’exécution {run}.', hint: 'Voir `relais runs`.' },
  },
  RUN_IN_USE: {
    en: {
      message: 'Run {run} is being carried out by another process.',
      hint: 'Wait until it ends, or stop that process.',
    },
    fr: {
      message: 'L’exécution {run} est en cours dans un autre processus.',
      hint: 'Attendre sa fin, ou arrêter ce processus.',
    },
  },
  RUN_MOVE_REFUSED: {
    en: {
      message: 'Run {run} is {from}, and cannot become {to}.',
      hint: 'See `relais runs`; a run that has ended is started anew with `relais replicate`.',
    },
    fr: {
      message: 'L’exécution {run} est dans l’état {from}, et ne peut passer à {to}.',
      hint: 'Voir `relais runs` ; une exécution terminée se relance par `relais replicate`.',
    },
  },
  TARGET_IN_USE: {
    en: {
      message: 'Run {run} writes to {target} now.',
      hint: 'Wait until it has ended, or use --detach: the run then waits its turn by itself.',
    },
    fr: {
      message: 'L’exécution {run} écrit en ce moment dans {target}.',
      hint: 'Attendre sa fin, ou employer --detach : l’exécution attend alors son tour d’elle-même.',
    },
  },
  RUN_STOPPED: {
    en: { message: 'Run {run} was stopped from elsewhere.', hint: 'Go on with `relais run resume {run}`.' },
    fr: {
      message: 'L’exécution {run} a été arrêtée d’ailleurs.',
      hint: 'La continuer par `relais run resume {run}`.',
    },
  },
  DETACHED_NEEDS_NAME: {
    en: {
      message: 'Workers have no credentials for {reference}.',
      hint: 'Register the instance first: `relais instance add NAME {reference}`.',
    },
    fr: {
      message: 'Les exécutants n’ont pas d’identifiants pour {reference}.',
      hint: 'Enregistrer d’abord l’instance : `relais instance add NOM {reference}`.',
    },
  },
} satisfies Record<string, ErrorDefinition>;
