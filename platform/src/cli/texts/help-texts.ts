import type { Bilingual } from '../../model/language.ts';

/** What the help says of each command. */
export const commandTexts = {
  program: {
    fr: 'Copie tout ce que contient une instance DHIS2 (la source) dans une autre (la cible), et le prouve.',
    en: 'Copies everything one DHIS2 instance (the source) holds into another (the target), and proves it.',
  },
  instance: { fr: 'les instances enregistrées', en: 'the registered instances' },
  instanceAdd: {
    fr: 'enregistrer une instance, identifiants chiffrés',
    en: 'register an instance, credentials encrypted',
  },
  instanceList: { fr: 'montrer les instances enregistrées', en: 'show the registered instances' },
  instanceTest: {
    fr: 'se connecter à une instance et dire ce qu’elle est',
    en: 'connect to an instance and say what it is',
  },
  instanceRemove: { fr: 'oublier une instance et ses identifiants', en: 'forget an instance and its credentials' },
  replicate: {
    fr: 'copier la source dans la cible, puis vérifier',
    en: 'copy the source into the target, then verify',
  },
  diff: {
    fr: 'dire ce qu’une réplication changerait, sans rien écrire',
    en: 'say what a replication would change, write nothing',
  },
  verify: { fr: 'comparer les deux instances, sans rien écrire', en: 'compare both instances, write nothing' },
  resume: { fr: 'continuer une exécution interrompue', en: 'go on with a run that was interrupted' },
  archive: { fr: 'les archives : des instances dans un dossier', en: 'archives: instances in a directory' },
  archiveCheck: {
    fr: 'relire chaque octet d’une archive et nommer ce qui est abîmé',
    en: 'read every byte of an archive and name what is damaged',
  },
  runs: { fr: 'montrer les dernières exécutions', en: 'show the latest runs' },
  report: { fr: 'le résultat d’une exécution', en: 'the result of a run' },
  demo: { fr: 'tout montrer sur deux instances de démonstration', en: 'show everything on two stand-in instances' },
  standin: { fr: 'démarrer un DHIS2 de démonstration, vide', en: 'start a stand-in DHIS2, blank' },
  test: { fr: 'exécuter tous les tests du projet', en: 'run all tests of the project' },
} as const satisfies Record<string, Bilingual>;

/** What the help says of each argument and option. */
export const optionTexts = {
  service: {
    fr: 'service Relais auquel s’adresser, https://… ; avec --token JETON avant la commande, ou RELAIS_TOKEN',
    en: 'Relais service to speak to, https://…; with --token TOKEN before the command, or RELAIS_TOKEN',
  },
  lang: { fr: 'langue : fr ou en (celle du système par défaut)', en: 'language: fr or en (the system’s by default)' },
  help: { fr: 'montrer cette aide', en: 'show this help' },
  version: { fr: 'montrer la version', en: 'show the version' },
  name: { fr: 'nom de l’instance', en: 'name of the instance' },
  url: { fr: 'adresse qui ouvre DHIS2 dans un navigateur', en: 'address that opens DHIS2 in a browser' },
  username: { fr: 'nom d’utilisateur', en: 'user name' },
  token: { fr: 'se connecter par un jeton d’accès personnel', en: 'log in with a personal access token' },
  allowSelfSigned: { fr: 'admettre tout certificat', en: 'take any certificate' },
  passwordFile: {
    fr: 'lire le mot de passe ou le jeton dans ce fichier',
    en: 'read the password or the token from this file',
  },
  source: {
    fr: 'nom ou adresse de l’instance source, ou archive:DOSSIER',
    en: 'name or address of the source instance, or archive:DIRECTORY',
  },
  target: {
    fr: 'nom ou adresse de l’instance cible, ou archive:DOSSIER',
    en: 'name or address of the target instance, or archive:DIRECTORY',
  },
  sourceThere: {
    fr: 'nom de l’instance source ; archive:DOSSIER, de la machine du service',
    en: 'name of the source instance; archive:DIRECTORY, of the machine of the service',
  },
  targetThere: {
    fr: 'nom de l’instance cible ; archive:DOSSIER, de la machine du service',
    en: 'name of the target instance; archive:DIRECTORY, of the machine of the service',
  },
  archiveDirectory: { fr: 'dossier de l’archive', en: 'directory of the archive' },
  dryRun: { fr: 'faire valider par la cible, ne rien écrire', en: 'have the target validate, write nothing' },
  policy: {
    fr: 'même nom sous un autre identifiant, par type : map, adopt, rename ou refuse (constants=map,…)',
    en: 'same name under another UID, by type: map, adopt, rename or refuse (constants=map,…)',
  },
  newAccounts: {
    fr: 'comptes nouveaux dans la cible : disabled, invited (la cible écrit à chacun) ou random-password (sinon disabled)',
    en: 'accounts that are new on the target: disabled, invited (the target writes to each) or random-password (else disabled)',
  },
  sharing: {
    fr: 'partage : exact, ou without pour laisser celui de la cible (sinon exact)',
    en: 'sharing: exact, or without to leave the target’s as it is (else exact)',
  },
  appsFrom: {
    fr: 'installer les applications dont l’archive (zip) est dans ce dossier',
    en: 'install the apps whose archive (zip) lies in this folder',
  },
  installApps: {
    fr: 'laisser la cible chercher sur l’App Hub les applications qui en viennent',
    en: 'let the target fetch the apps that come from the App Hub there',
  },
  afterwards: {
    fr: 'entretien de la cible ensuite : caches, categoryOptionCombos, resourceTables, analytics, dataIntegrity, all ou none (sinon caches)',
    en: 'upkeep of the target afterwards: caches, categoryOptionCombos, resourceTables, analytics, dataIntegrity, all or none (else caches)',
  },
  deletions: {
    fr: 'ce que la cible seule contient : report, propagate ou leave, pour tout ou par type (dataValues=propagate,users=leave)',
    en: 'what only the target has: report, propagate or leave, for all or by type (dataValues=propagate,users=leave)',
  },
  maxDeletions: {
    fr: 'ne rien supprimer au-delà de cette part de chaque type et du tout, ou de ce nombre (5% sinon)',
    en: 'delete nothing beyond this share of each type and of all, or this number (5% otherwise)',
  },
  compare: {
    fr: 'changes (sinon) : ne pas relire les données qu’une exécution a prouvées et qu’aucune des deux instances n’a datées depuis ; everything : tout relire',
    en: 'changes (otherwise): do not read again the data that a run has proven and neither instance has dated since; everything: read all',
  },
  compareEvery: {
    fr: 'tout relire quand la dernière relecture complète a tant de jours (7 sinon)',
    en: 'read all when that was last done so many days ago (7 otherwise)',
  },
  only: { fr: 'seulement ces types, séparés par des virgules', en: 'only these types, separated by commas' },
  yes: { fr: 'écrire sans demander', en: 'write without asking' },
  json: { fr: 'un document JSON, pour les programmes', en: 'one JSON document, for programs' },
  run: { fr: 'numéro de l’exécution', en: 'number of the run' },
  csv: { fr: 'chaque constat sur une ligne, pour un tableur', en: 'every finding as a line, for spreadsheets' },
  html: { fr: 'un fichier HTML', en: 'one HTML file' },
  out: { fr: 'fichier à écrire ; - pour la sortie standard', en: 'file to write; - for the standard output' },
  values: { fr: 'nombre de valeurs agrégées', en: 'number of data values' },
  orgunits: { fr: 'nombre d’unités d’organisation', en: 'number of organisation units' },
  entities: { fr: 'nombre d’entités suivies', en: 'number of tracked entities' },
  release: { fr: 'version de DHIS2', en: 'release of DHIS2' },
  port: { fr: 'port ; 0 pour un port libre', en: 'port; 0 for any that is free' },
  host: { fr: 'adresse où écouter', en: 'address to listen on' },
  contextPath: { fr: 'chemin sous l’hôte, par exemple /dhis', en: 'path below the host, for example /dhis' },
} as const satisfies Record<string, Bilingual>;

/** What an option is where it is not typed. */
export const usualText = (usual: string): Bilingual => ({ fr: `(sinon ${usual})`, en: `(else ${usual})` });

/** Titles of commander's own help, and the beginnings of its messages, by its codes. */
export const helpTitles: Readonly<Record<string, string>> = {
  'Usage:': 'Utilisation :',
  'Arguments:': 'Arguments :',
  'Options:': 'Options :',
  'Global Options:': 'Options générales :',
  'Commands:': 'Commandes :',
};

export const usageErrors: Readonly<Record<string, string>> = {
  'commander.unknownOption': 'option inconnue',
  'commander.unknownCommand': 'commande inconnue',
  'commander.missingArgument': 'il manque',
  'commander.optionMissingArgument': 'il manque la valeur de',
  'commander.excessArguments': 'arguments en trop',
  'commander.invalidArgument': 'valeur non admise',
  'commander.missingMandatoryOptionValue': 'option obligatoire absente',
};

export const examples: Bilingual = {
  fr: `
Exemples :
  relais demo
  relais instance add production https://dhis2.example.org/sante --username relais
  relais instance add formation https://formation.example.org --token
  relais diff production formation
  relais replicate production formation
  relais replicate production formation --only organisationUnits,dataValues --dry-run
  relais replicate production archive:/sauvegardes/production
  relais resume
  relais report 1 --html --out rapport.html

Mots de passe et jetons ne passent jamais par une option : RELAIS_PRODUCTION_PASSWORD,
RELAIS_FORMATION_TOKEN, --password-file, ou une question sur le terminal.

Codes de sortie : 0 identique · 1 refus · 2 différence inexpliquée · 3 n’a pas pu s’exécuter
`,
  en: `
Examples:
  relais demo
  relais instance add production https://dhis2.example.org/moh --username relais
  relais instance add training https://training.example.org --token
  relais diff production training
  relais replicate production training
  relais replicate production training --only organisationUnits,dataValues --dry-run
  relais replicate production archive:/backups/production
  relais resume
  relais report 1 --html --out report.html

Passwords and tokens never go into an option: RELAIS_PRODUCTION_PASSWORD,
RELAIS_TRAINING_TOKEN, --password-file, or a question on the terminal.

Exit codes: 0 identical · 1 refusals · 2 unexplained difference · 3 could not run
`,
};

/** The same of the commands that a service elsewhere does. */
export const remoteExamples = (service: string): Bilingual => ({
  fr: `
Ces commandes s’adressent au service ${service}.
serve, worker, demo, standin, archive, backup, restore et vault restent celles de cette machine.

Exemples :
  relais runs
  relais instance add formation https://formation.example.org --token
  relais replicate production formation --only organisationUnits,dataValues
  relais replication run chaque-nuit
  relais run watch 12
  relais report 12 --html --out rapport.html

Qui demande : RELAIS_TOKEN, sinon RELAIS_SERVICE_USERNAME et RELAIS_SERVICE_PASSWORD, sinon une question.
Mots de passe et jetons des instances ne passent jamais par une option : RELAIS_FORMATION_TOKEN,
--password-file, ou une question sur le terminal.

Codes de sortie : 0 identique · 1 refus · 2 différence inexpliquée · 3 n’a pas pu s’exécuter
`,
  en: `
These commands act at the service ${service}.
serve, worker, demo, standin, archive, backup, restore and vault stay those of this machine.

Examples:
  relais runs
  relais instance add training https://training.example.org --token
  relais replicate production training --only organisationUnits,dataValues
  relais replication run nightly
  relais run watch 12
  relais report 12 --html --out report.html

Who asks: RELAIS_TOKEN, else RELAIS_SERVICE_USERNAME and RELAIS_SERVICE_PASSWORD, else a question.
Passwords and tokens of instances never go into an option: RELAIS_TRAINING_TOKEN,
--password-file, or a question on the terminal.

Exit codes: 0 identical · 1 refusals · 2 unexplained difference · 3 could not run
`,
});
