import type { ErrorDefinition } from './codes.ts';

/** Failures of what was typed. */
export const commandLineCodes = {
  INSTANCE_NAME_UNKNOWN: {
    en: {
      message: 'No instance is called {name}.',
      hint: 'See `relais instance list`, or add it with `relais instance add {name} URL`.',
    },
    fr: {
      message: 'Aucune instance ne s’appelle {name}.',
      hint: 'Voir `relais instance list`, ou l’ajouter avec `relais instance add {name} URL`.',
    },
  },
  INSTANCE_NAME_INVALID: {
    en: {
      message: 'An instance cannot be called {name}.',
      hint: 'A name is made of letters, digits, dots, hyphens and underscores, and begins with a letter or a digit.',
    },
    fr: {
      message: 'Une instance ne peut pas s’appeler {name}.',
      hint: 'Un nom se compose de lettres sans accent, de chiffres, de points, de tirets et de tirets bas, et commence par une lettre ou un chiffre.',
    },
  },
  INSTANCE_URL_INVALID: {
    en: {
      message: '{url} is not the address of an instance.',
      hint: 'Give the address that opens DHIS2 in a browser, for example https://dhis2.example.org/moh.',
    },
    fr: {
      message: '{url} n’est pas l’adresse d’une instance.',
      hint: 'Donner l’adresse qui ouvre DHIS2 dans un navigateur, par exemple https://dhis2.example.org/sante.',
    },
  },
  CREDENTIALS_IN_URL: {
    en: {
      message:
        'The address holds a user name or a password, which everybody on this machine can see in the process list.',
      hint: 'Remove them from the address, and set {variables}.',
    },
    fr: {
      message:
        'L’adresse contient un nom d’utilisateur ou un mot de passe, que tout le monde sur cette machine peut lire dans la liste des processus.',
      hint: 'Les retirer de l’adresse, et renseigner {variables}.',
    },
  },
  CREDENTIALS_MISSING: {
    en: {
      message: 'Nothing says how to log in to {instance}.',
      hint: 'Set {variables}, or start Relais on a terminal, where it asks.',
    },
    fr: {
      message: 'Rien n’indique comment se connecter à {instance}.',
      hint: 'Renseigner {variables}, ou lancer Relais dans un terminal, où il pose la question.',
    },
  },
  FILE_UNREADABLE: {
    en: { message: 'The file {file} cannot be read: {reason}.', hint: 'Check its path and its permissions.' },
    fr: { message: 'Le fichier {file} ne peut pas être lu : {reason}.', hint: 'Vérifier son chemin et ses droits.' },
  },
  FILE_UNWRITABLE: {
    en: { message: 'The file {file} cannot be written: {reason}.', hint: 'Check its path and its permissions.' },
    fr: { message: 'Le fichier {file} ne peut pas être écrit : {reason}.', hint: 'Vérifier son chemin et ses droits.' },
  },
  CONFIRMATION_NEEDED: {
    en: {
      message: 'Nobody can confirm the plan here, and nothing was written.',
      hint: 'See what would be written with `relais diff` or --dry-run, then add --yes.',
    },
    fr: {
      message: 'Personne ne peut confirmer le plan ici, et rien n’a été écrit.',
      hint: 'Voir ce qui serait écrit avec `relais diff` ou --dry-run, puis ajouter --yes.',
    },
  },
  RUN_NUMBER_INVALID: {
    en: { message: '{run} is not the number of a run.', hint: 'See `relais runs`.' },
    fr: { message: '{run} n’est pas le numéro d’une exécution.', hint: 'Voir `relais runs`.' },
  },
  NOTHING_TO_RESUME: {
    en: {
      message: 'No run was interrupted.',
      hint: 'See `relais runs`; a finished run can be named: `relais resume RUN`.',
    },
    fr: {
      message: 'Aucune exécution n’a été interrompue.',
      hint: 'Voir `relais runs` ; une exécution terminée peut être nommée : `relais resume NUMÉRO`.',
    },
  },
  NUMBER_INVALID: {
    en: {
      message: '{option} takes a whole number from {least} on, not {value}.',
      hint: 'See `relais help {command}`.',
    },
    fr: {
      message: '{option} demande un nombre entier à partir de {least}, et non {value}.',
      hint: 'Voir `relais help {command}`.',
    },
  },
  CONFIGURATION_INVALID: {
    en: {
      message: 'The environment variable {name} is wrong: {reason}.',
      hint: 'See `relais help` for what it takes.',
    },
    fr: {
      message: 'La variable d’environnement {name} est incorrecte : {reason}.',
      hint: 'Voir `relais help` pour les valeurs admises.',
    },
  },
  STANDIN_MISSING: {
    en: {
      message: 'This copy of Relais comes without the stand-in DHIS2.',
      hint: 'The demonstration needs the whole project: clone it, and start ./relais there.',
    },
    fr: {
      message: 'Cette copie de Relais ne contient pas le DHIS2 de démonstration.',
      hint: 'La démonstration demande le projet entier : le cloner, et y lancer ./relais.',
    },
  },
  STANDIN_FAILED: {
    en: { message: 'The stand-in DHIS2 did not start: {reason}.', hint: 'Try `relais standin --port 0` to see why.' },
    fr: {
      message: 'Le DHIS2 de démonstration n’a pas démarré : {reason}.',
      hint: 'Essayer `relais standin --port 0` pour voir pourquoi.',
    },
  },
  /** `--policy` is not of the form TYPE=POLICY. */
  /** `--afterwards` names what is no task. */
  AFTERWARDS_UNKNOWN: {
    en: {
      message: 'There is no task called {word} for afterwards.',
      hint: 'Choose among caches, categoryOptionCombos, resourceTables, analytics and dataIntegrity, or say all or none.',
    },
    fr: {
      message: 'Il n’y a pas de tâche d’entretien appelée {word}.',
      hint: 'Choisir parmi caches, categoryOptionCombos, resourceTables, analytics et dataIntegrity, ou dire all ou none.',
    },
  },
  /** `--deletions` is not of the form POLICY or NAME=POLICY. */
  DELETIONS_INVALID: {
    en: {
      message: '“{policy}” is no policy for deletions.',
      hint: 'Write report, propagate or leave, alone for everything or after a name: --deletions dataValues=propagate,users=leave.',
    },
    fr: {
      message: '« {policy} » n’est pas une règle pour les suppressions.',
      hint: 'Écrire report, propagate ou leave, seul pour tout ou après un nom : --deletions dataValues=propagate,users=leave.',
    },
  },
  /** `--max-deletions` is neither a share nor a number. */
  COMPARE_DAYS_INVALID: {
    en: {
      message: '“{days}” is no number of days.',
      hint: 'Write a whole number: after so many days everything is compared again. 0 compares everything each time.',
    },
    fr: {
      message: '« {days} » n’est pas un nombre de jours.',
      hint: 'Écrire un nombre entier : après tant de jours, tout est comparé à nouveau. 0 compare tout chaque fois.',
    },
  },
  MAX_DELETIONS_INVALID: {
    en: {
      message: '“{bound}” is no bound for deletions.',
      hint: 'Write a share of what the target holds, such as 5%, or a number of objects, such as 50.',
    },
    fr: {
      message: '« {bound} » n’est pas une limite aux suppressions.',
      hint: 'Écrire une part de ce que contient la cible, comme 5%, ou un nombre d’objets, comme 50.',
    },
  },
  DURATION_INVALID: {
    en: {
      message: '“{value}” is no duration for {option}.',
      hint: 'Write a number with s, m, h or d, at least {least}: 30s, 5m, 24h.',
    },
    fr: {
      message: '« {value} » n’est pas une durée pour {option}.',
      hint: 'Écrire un nombre suivi de s, m, h ou d, au moins {least} : 30s, 5m, 24h.',
    },
  },
  /** An archive that is to be followed. */
  SOURCE_KEEPS_NO_DATES: {
    en: {
      message: '“{source}” cannot be followed: an archive does not change.',
      hint: 'Follow a DHIS2 instance, or replicate the archive once.',
    },
    fr: {
      message: '« {source} » ne peut pas être suivi : une archive ne change pas.',
      hint: 'Suivre une instance DHIS2, ou répliquer l’archive une fois.',
    },
  },
  POLICY_INVALID: {
    en: {
      message: '“{policy}” is no policy for a type.',
      hint: 'Write TYPE=POLICY with map, adopt, rename or refuse, for example --policy constants=map,userRoles=adopt.',
    },
    fr: {
      message: '« {policy} » n’est pas une règle pour un type.',
      hint: 'Écrire TYPE=RÈGLE avec map, adopt, rename ou refuse, par exemple --policy constants=map,userRoles=adopt.',
    },
  },
  REMOTE_COMMAND_UNKNOWN: {
    en: {
      message: 'The service {service} does not do `{command}`.',
      hint: 'Type it on the machine of the service, without `--service` and RELAIS_SERVICE.',
    },
    fr: {
      message: 'Le service {service} ne fait pas `{command}`.',
      hint: 'La taper sur la machine du service, sans `--service` ni RELAIS_SERVICE.',
    },
  },
  REMOTE_TOKEN_OF_ANOTHER: {
    en: {
      message: 'A token acts in the name of {user}, and it is {username} who asks.',
      hint: '{user} makes it, logged in at the service; or somebody types this on its machine, without `--service` and RELAIS_SERVICE.',
    },
    fr: {
      message: 'Un jeton agit au nom de {user}, et c’est {username} qui le demande.',
      hint: '{user} le crée, connecté au service ; ou quelqu’un le tape sur sa machine, sans `--service` ni RELAIS_SERVICE.',
    },
  },
  /** It is the evidence of what administrators did over the network, too. */
  REMOTE_AUDIT_KEPT: {
    en: {
      message:
        'The audit trail is not shortened from another machine: nobody erases over the network what they did there.',
      hint: 'On the machine of the service, type `relais audit shorten {date}` without `--service` and RELAIS_SERVICE.',
    },
    fr: {
      message:
        'La piste d’audit ne se raccourcit pas depuis une autre machine : nul n’efface par le réseau ce qu’il y a fait.',
      hint: 'Sur la machine du service, taper `relais audit shorten {date}` sans `--service` ni RELAIS_SERVICE.',
    },
  },
  REMOTE_FILES_ELSEWHERE: {
    en: {
      message: '{what} names files of the machine of the service.',
      hint: 'Type this there, without `--service` and RELAIS_SERVICE.',
    },
    fr: {
      message: '{what} nomme des fichiers de la machine du service.',
      hint: 'Le taper là-bas, sans `--service` ni RELAIS_SERVICE.',
    },
  },
  SERVICE_UNREACHABLE: {
    retryable: true,
    en: { message: 'The service {address} does not answer: {reason}.', hint: 'Check its address and its certificate.' },
    fr: {
      message: 'Le service {address} ne répond pas : {reason}.',
      hint: 'Vérifier son adresse et son certificat.',
    },
  },
  SERVICE_REFUSED: {
    en: { message: '{message}.', hint: '{hint} [{code}, {address}]' },
    fr: { message: '{message}.', hint: '{hint} [{code}, {address}]' },
  },
  SERVICE_REFUSED_TOKEN: {
    en: {
      message: '{message}.',
      hint: 'A token does what its scopes say, and never what needs a person: log in instead, without RELAIS_TOKEN and `--token`. {hint} [{code}, {address}]',
    },
    fr: {
      message: '{message}.',
      hint: 'Un jeton fait ce que disent ses portées, et jamais ce qui demande une personne : se connecter plutôt, sans RELAIS_TOKEN ni `--token`. {hint} [{code}, {address}]',
    },
  },
  SERVICE_TOKEN_MISSING: {
    en: {
      message: 'Nothing says who asks the service.',
      hint: 'Set RELAIS_TOKEN, or RELAIS_SERVICE_USERNAME and RELAIS_SERVICE_PASSWORD.',
    },
    fr: {
      message: 'Rien ne dit qui s’adresse au service.',
      hint: 'Renseigner RELAIS_TOKEN, ou RELAIS_SERVICE_USERNAME et RELAIS_SERVICE_PASSWORD.',
    },
  },
} satisfies Record<string, ErrorDefinition>;
