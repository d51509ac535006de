import { alike, type CodeDictionary } from './code-explanation.ts';

/** What is said of files: DHIS2's codes on uploads (API.md §6), and our own. */
export const fileCodes: CodeDictionary = {
  E6101: {
    means: {
      fr: 'La cible n’accepte pas ce genre de fichier (page HTML, script, programme…).',
      en: 'The target does not take this kind of file (HTML page, script, program …).',
    },
    remedy: {
      fr: 'Remettre le contenu dans la source sous une autre forme (PDF, image), puis reprendre.',
      en: 'Put the content into the source in another form (PDF, image), then resume.',
    },
  },
  E6102: {
    means: {
      fr: 'La cible n’a pas pu ranger le fichier dans son espace de stockage.',
      en: 'The target could not put the file into its storage.',
    },
    remedy: {
      fr: 'Vérifier le stockage des fichiers de la cible (disque, S3), puis reprendre.',
      en: 'Check the file storage of the target (disk, S3), then resume.',
    },
  },
  ...alike(['FILE_NOT_STORED'], {
    means: {
      fr: 'La cible a pris le fichier, mais son contenu n’apparaît pas dans son stockage.',
      en: 'The target took the file, but its content does not show up in its storage.',
    },
    remedy: {
      fr: 'Vérifier le stockage des fichiers de la cible (disque, S3), puis reprendre.',
      en: 'Check the file storage of the target (disk, S3), then resume.',
    },
  }),
  ...alike(['HTTP_409', 'HTTP_413', 'E1004'], {
    means: {
      fr: 'La cible n’accepte pas ce fichier : trop gros, vide, ou pas une image là où il en faut une. Ses mots sont ci-dessous.',
      en: 'The target does not take this file: too large, empty, or no picture where one is needed. Its words stand below.',
    },
    remedy: {
      fr: 'Augmenter `max.file_upload_size` dans la cible, ou remplacer le fichier dans la source, puis reprendre.',
      en: 'Raise `max.file_upload_size` on the target, or replace the file in the source, then resume.',
    },
  }),
  FILE_NOT_ON_SOURCE: {
    means: {
      fr: 'La source n’a plus ce fichier, alors que quelque chose y renvoie encore.',
      en: 'The source does not have this file any more, although something still refers to it.',
    },
    remedy: {
      fr: 'Remettre le fichier dans la source, ou y retirer le renvoi, puis reprendre.',
      en: 'Put the file into the source again, or remove what refers to it, then resume.',
    },
  },
  ...alike(['FILE_NOT_GIVEN_OUT', 'FILE_NOT_READABLE'], {
    means: {
      fr: 'La source ne donne pas le contenu de ce fichier. La version 2.42 donne, pour tout événement, le fichier du plus récent : Relais le remarque et ne le copie pas.',
      en: 'The source does not give out this file’s content. Release 2.42 gives, for every event, the file of the newest one: Relais notices, and does not copy that.',
    },
    remedy: {
      fr: 'Mettre la source à jour vers une version corrigée, ou reporter ces fichiers à la main.',
      en: 'Update the source to a release where this is mended, or carry these files over by hand.',
    },
  }),
  FILE_UID_NOT_KEPT: {
    means: {
      fr: 'Avant la version 2.39, un fichier reçoit toujours un nouvel identifiant : ce qui y renvoie ne le trouverait pas.',
      en: 'Before release 2.39 every file gets a new identifier: what refers to it would not find it.',
    },
    remedy: {
      fr: 'Mettre la cible à jour vers la 2.39 ou plus, puis reprendre.',
      en: 'Update the target to 2.39 or later, then resume.',
    },
  },
  FILE_TOO_LARGE: {
    means: {
      fr: 'Le fichier dépasse 100 Mo ; Relais ne le prend pas en mémoire.',
      en: 'The file is larger than 100 MB; Relais does not take it into memory.',
    },
    remedy: { fr: 'Reporter ce fichier à la main.', en: 'Carry this file over by hand.' },
  },
  FILE_HAS_OTHER_CONTENT: {
    means: {
      fr: 'La cible a sous cet identifiant un autre contenu, et aucune version ne permet de le remplacer.',
      en: 'The target holds other content under this identifier, and no release lets it be replaced.',
    },
    remedy: {
      fr: 'Supprimer dans la cible ce qui renvoie à ce fichier, attendre le nettoyage de nuit, puis répliquer de nouveau.',
      en: 'Delete what refers to this file on the target, wait for the nightly clean-up, then replicate again.',
    },
  },
};
