import type { ErrorDefinition } from './codes.ts';

/** Failures of an archive: a directory that holds an instance. */
export const archiveCodes = {
  ARCHIVE_NOT_FOUND: {
    en: {
      message: 'There is no archive in {directory}.',
      hint: 'Check the path; `relais replicate SOURCE archive:DIRECTORY` makes an archive.',
    },
    fr: {
      message: 'Il n’y a pas d’archive dans {directory}.',
      hint: 'Vérifier le chemin ; `relais replicate SOURCE archive:DOSSIER` crée une archive.',
    },
  },
  ARCHIVE_DIRECTORY_NOT_EMPTY: {
    en: {
      message: '{directory} holds other files, and no archive.',
      hint: 'Name an empty directory, or one that does not exist yet.',
    },
    fr: {
      message: '{directory} contient d’autres fichiers, et pas d’archive.',
      hint: 'Indiquer un dossier vide, ou un dossier qui n’existe pas encore.',
    },
  },
  ARCHIVE_UNFINISHED: {
    en: {
      message:
        'The archive in {directory} is not finished: the run that writes it was interrupted, or is still at work.',
      hint: 'Go on with `relais resume`, or write it again.',
    },
    fr: {
      message:
        'L’archive dans {directory} n’est pas terminée : l’exécution qui l’écrit a été interrompue, ou est encore en cours.',
      hint: 'Continuer avec `relais resume`, ou l’écrire à nouveau.',
    },
  },
  /** What it was before is still there, and what the run has changed lies beside it. */
  ARCHIVE_UPDATE_UNFINISHED: {
    en: {
      message:
        'The archive in {directory} is being brought up to date by a run that was interrupted, or is still at work.',
      hint: 'Go on with `relais resume`. To go back to the archive of {finishedAt} instead, remove its file journal.sqlite.',
    },
    fr: {
      message:
        'L’archive dans {directory} est en cours de mise à jour par une exécution qui a été interrompue, ou qui est encore en cours.',
      hint: 'Continuer avec `relais resume`. Pour revenir à l’archive du {finishedAt}, supprimer son fichier journal.sqlite.',
    },
  },
  /** An archive of a part of an instance says nothing of the rest. */
  ARCHIVE_IS_PART: {
    en: {
      message: 'The archive in {directory} holds only a part of what it was made of: nothing can be deleted by it.',
      hint: 'Leave --deletions away, or use an archive of everything.',
    },
    fr: {
      message:
        'L’archive dans {directory} ne contient qu’une partie de son instance : elle ne permet aucune suppression.',
      hint: 'Renoncer à --deletions, ou utiliser une archive complète.',
    },
  },
  /** `--changed-since` asks for dates of changes, which no import carries. */
  ARCHIVE_KEEPS_NO_DATES: {
    en: {
      message: 'The archive in {directory} does not say when its objects were last changed.',
      hint: 'Leave --changed-since away: what is equal on both sides is not written anyway.',
    },
    fr: {
      message: 'L’archive dans {directory} ne dit pas quand ses objets ont été modifiés.',
      hint: 'Renoncer à --changed-since : ce qui est égal des deux côtés n’est pas écrit de toute façon.',
    },
  },
  ARCHIVE_LACKS_TYPES: {
    en: {
      message: 'The archive in {directory} was made without {names}.',
      hint: 'It holds: {held}.',
    },
    fr: {
      message: 'L’archive dans {directory} a été faite sans {names}.',
      hint: 'Elle contient : {held}.',
    },
  },
  /** Bytes of an archive are not those that were written. */
  ARCHIVE_DAMAGED: {
    en: {
      message: 'The archive in {directory} is damaged: {file} ({reason}).',
      hint: '`relais archive check {directory}` names every damaged file; fetch the archive from another copy, or write it again.',
    },
    fr: {
      message: 'L’archive dans {directory} est abîmée : {file} ({reason}).',
      hint: '`relais archive check {directory}` nomme chaque fichier abîmé ; reprendre une autre copie de l’archive, ou l’écrire à nouveau.',
    },
  },
  ARCHIVE_FORMAT_UNKNOWN: {
    en: {
      message: 'The archive in {directory} is of format {version}, which this Relais does not read.',
      hint: 'Update this copy of Relais.',
    },
    fr: {
      message: 'L’archive dans {directory} est au format {version}, que ce Relais ne lit pas.',
      hint: 'Mettre à jour cette copie de Relais.',
    },
  },
  ARCHIVE_OF_OTHER_INSTANCE: {
    en: {
      message: 'The archive in {directory} holds another instance ({held}) than the source ({given}).',
      hint: 'Write each instance into a directory of its own.',
    },
    fr: {
      message: 'L’archive dans {directory} contient une autre instance ({held}) que la source ({given}).',
      hint: 'Écrire chaque instance dans un dossier à elle.',
    },
  },
  /** The source was upgraded to another minor version since: what is not written again would stay spelled as the old one. */
  ARCHIVE_OF_OTHER_RELEASE: {
    en: {
      message: 'The archive in {directory} is of DHIS2 {held}, and the source is of {given}.',
      hint: 'After an upgrade, begin a new archive in another directory; the old one stays readable.',
    },
    fr: {
      message: 'L’archive dans {directory} est celle d’un DHIS2 {held}, et la source est en {given}.',
      hint: 'Après une mise à niveau, commencer une nouvelle archive dans un autre dossier ; l’ancienne reste lisible.',
    },
  },
  ARCHIVE_IN_USE: {
    en: {
      message: 'The archive in {directory} is being written by another process.',
      hint: 'Wait until it ends, or stop that process.',
    },
    fr: {
      message: 'L’archive dans {directory} est en cours d’écriture par un autre processus.',
      hint: 'Attendre sa fin, ou arrêter ce processus.',
    },
  },
  ARCHIVE_FILE_FAILED: {
    en: {
      message: 'The file {file} could not be {step}: {reason}.',
      hint: 'Check the space on the disk and the rights on the directory, then go on with `relais resume`.',
    },
    fr: {
      message: 'Le fichier {file} n’a pas pu être traité ({step}) : {reason}.',
      hint: 'Vérifier la place sur le disque et les droits sur le dossier, puis continuer avec `relais resume`.',
    },
  },
  /** `archive:` without a directory. */
  ARCHIVE_NOT_NAMED: {
    en: { message: 'Which archive is not said.', hint: 'Name its directory: `archive:DIRECTORY`.' },
    fr: { message: 'Il n’est pas dit quelle archive.', hint: 'Indiquer son dossier : `archive:DOSSIER`.' },
  },
  ARCHIVE_ON_BOTH_SIDES: {
    en: { message: 'Source and target are the same archive, {directory}.', hint: 'Name two directories.' },
    fr: { message: 'La source et la cible sont la même archive, {directory}.', hint: 'Indiquer deux dossiers.' },
  },
} satisfies Record<string, ErrorDefinition>;
