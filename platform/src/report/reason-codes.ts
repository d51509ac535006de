import { alike, type CodeDictionary } from './code-explanation.ts';

const nothing = { fr: 'Rien à faire.', en: 'Nothing to do.' };

/** Relais's own reasons, and failures of a server without a code of DHIS2. */
export const reasonCodes: CodeDictionary = {
  DEPENDS_ON_REFUSED: {
    means: {
      fr: 'Ce dont ceci dépend a été refusé par la cible.',
      en: 'What this depends on was refused by the target.',
    },
    remedy: {
      fr: 'Corriger d’abord l’objet refusé, puis reprendre.',
      en: 'Mend the refused object first, then resume.',
    },
  },
  SAME_VALUE_OTHER_UID: {
    means: {
      fr: 'La cible a déjà cet objet sous un autre identifiant, et la règle choisie est de ne pas y toucher.',
      en: 'The target already has this object under another identifier, and the chosen rule leaves it alone.',
    },
    remedy: {
      fr: 'Choisir une autre règle de correspondance pour ce type, puis reprendre.',
      en: 'Choose another matching rule for this type, then resume.',
    },
  },
  DIFFERS: {
    means: {
      fr: 'Après l’écriture, les deux instances ne disent pas la même chose, et rien ne l’explique.',
      en: 'After writing the two instances do not say the same, and nothing explains it.',
    },
    remedy: {
      fr: 'Relancer la réplication ; si la différence demeure, comparer l’objet des deux côtés et nous l’écrire.',
      en: 'Replicate again; if the difference stays, compare the object on both sides and write to us.',
    },
  },
  CHANGED_MEANWHILE: {
    means: {
      fr: 'L’objet a été modifié pendant la réplication.',
      en: 'The object was changed while the replication ran.',
    },
    remedy: {
      fr: 'Relancer : seules les modifications seront transmises.',
      en: 'Replicate again: only the changes will be sent.',
    },
  },
  ...alike(['EXTRA_ON_TARGET', 'ONLY_ON_TARGET'], {
    means: {
      fr: 'La cible contient cet objet, que la source n’a pas. Relais n’a rien supprimé.',
      en: 'The target holds this object, which the source does not have. Relais deleted nothing.',
    },
    remedy: {
      fr: 'Le supprimer à la main dans la cible s’il ne sert pas.',
      en: 'Delete it by hand in the target if it is of no use.',
    },
  }),
  ...alike(['NO_PLACE', 'PROPERTY_UNKNOWN', 'CONSTANT_UNKNOWN'], {
    means: {
      fr: 'La version de la cible ne connaît pas ce type, cette propriété ou cette valeur.',
      en: 'The release of the target does not know this type, property or value.',
    },
    remedy: { fr: 'Mettre la cible à niveau si cela importe.', en: 'Upgrade the target if it matters.' },
  }),
  RECIPIENT_UNKNOWN: {
    means: {
      fr: 'L’objet est partagé avec un utilisateur ou un groupe qui n’existe pas.',
      en: 'The object is shared with a user or a group that does not exist.',
    },
    remedy: nothing,
  },
  ...alike(['NO_DATA_SET', 'NO_FITTING_DATA_SET'], {
    means: {
      fr: 'Depuis la version 2.43, la cible ne prend que des valeurs d’un ensemble de données, et celles-ci n’appartiennent à aucun qui convienne.',
      en: 'From release 2.43 on the target takes values of a data set only, and these belong to none that fits.',
    },
    remedy: {
      fr: 'Ajouter l’élément de données à un ensemble de données dans la source, puis reprendre.',
      en: 'Add the data element to a data set in the source, then resume.',
    },
  }),
  EMPTY_VALUE: {
    means: {
      fr: 'La source garde une valeur vide, sans commentaire ; DHIS2 ne permet pas d’en écrire.',
      en: 'The source keeps an empty value without a comment; DHIS2 does not let anybody write one.',
    },
    remedy: nothing,
  },
  ZERO_NOT_SIGNIFICANT: {
    means: {
      fr: 'La source garde un zéro pour un élément dont les zéros ne comptent pas ; la cible les écarte.',
      en: 'The source keeps a zero for an element whose zeros do not count; the target drops them.',
    },
    remedy: nothing,
  },
  RELATIONSHIP_CANNOT_BE_CHANGED: {
    means: {
      fr: 'DHIS2 ne permet pas de modifier un lien qui existe.',
      en: 'DHIS2 does not let anybody change a relationship that exists.',
    },
    remedy: { fr: 'Le supprimer dans la cible, puis reprendre.', en: 'Delete it in the target, then resume.' },
  },
  ...alike(['HTTP500', 'HTTP502', 'HTTP503', 'HTTP504'], {
    means: {
      fr: 'La cible a échoué sur cet objet sans dire pourquoi.',
      en: 'The target failed on this object without saying why.',
    },
    remedy: {
      fr: 'Chercher l’heure de l’exécution dans le journal de la cible (dhis.log), puis reprendre.',
      en: 'Look for the time of the run in the target’s log (dhis.log), then resume.',
    },
  }),
};
