import { alike, type CodeDictionary } from './code-explanation.ts';

/** Reasons that concern stores and settings. */
export const storeCodes: CodeDictionary = {
  ...alike(['OWN_NAMESPACE', 'OWN_SETTING'], {
    means: {
      fr: 'Ceci appartient à une instance et n’a pas de sens dans une autre ; le message dit pourquoi.',
      en: 'This belongs to one instance and makes no sense in another; the message says why.',
    },
    remedy: {
      fr: 'Le régler à la main dans la cible, si besoin.',
      en: 'Set it by hand on the target if it is needed.',
    },
  }),
  KEY_NOT_ADDRESSABLE: {
    means: {
      fr: 'Le nom contient un signe que DHIS2 refuse dans toute adresse ; seule une application installée peut l’écrire.',
      en: 'The name holds a sign that DHIS2 refuses in any address; only an installed app can write it.',
    },
    remedy: {
      fr: 'Refaire cette entrée depuis l’application qui l’a créée.',
      en: 'Make this entry again with the app that made it.',
    },
  },
  USER_NOT_ON_TARGET: {
    means: {
      fr: 'La cible n’a pas d’utilisateur de ce nom : ce qui lui appartient n’a pas de place.',
      en: 'The target has no user of that name: what belongs to that user has no place.',
    },
    remedy: {
      fr: 'Copier aussi les utilisateurs, puis relancer.',
      en: 'Copy the users too, then replicate again.',
    },
  },
  SETTING_CONFIDENTIAL: {
    means: {
      fr: 'DHIS2 ne donne pas la valeur de ce paramètre confidentiel.',
      en: 'DHIS2 does not give the value of this confidential setting.',
    },
    remedy: { fr: 'Le saisir dans la cible.', en: 'Enter it on the target.' },
  },
  SETTING_UNKNOWN: {
    means: {
      fr: 'La version de la cible ne connaît pas ce paramètre.',
      en: 'The release of the target does not know this setting.',
    },
    remedy: { fr: 'Mettre la cible à niveau si cela importe.', en: 'Upgrade the target if it matters.' },
  },
  APP_ARCHIVE_NEEDED: {
    means: {
      fr: 'DHIS2 ne donne l’archive d’aucune application : elle ne peut venir que de l’App Hub ou d’un dossier.',
      en: 'DHIS2 gives no app’s archive away: it can only come from the App Hub or from a folder.',
    },
    remedy: {
      fr: 'Relancer avec --apps-from DOSSIER ou --install-apps, ou installer l’application à la main.',
      en: 'Replicate again with --apps-from FOLDER or --install-apps, or install the app by hand.',
    },
  },
  NOT_REPLICABLE: {
    means: {
      fr: 'DHIS2 n’offre aucun moyen d’écrire ces objets avec leur auteur, leur date et leur identifiant.',
      en: 'DHIS2 offers no way to write these objects with their author, their date and their identifier.',
    },
    remedy: { fr: 'Les garder dans la source.', en: 'Keep them on the source.' },
  },
};
