import { alike, type CodeDictionary } from './code-explanation.ts';

const nothing = { fr: 'Rien à faire.', en: 'Nothing to do.' };

/** Reasons that concern what hangs on data: min-max values, lock exceptions, approvals, owners and duplicates. */
export const dataDetailCodes: CodeDictionary = {
  APPROVER_NOT_KEPT: {
    means: {
      fr: 'Ce qui est approuvé l’est aussi dans la cible, mais au nom du compte de la réplication et à sa date : DHIS2 ne laisse écrire ni l’un ni l’autre.',
      en: 'What is approved is approved on the target too, but by the account of the replication and on its date: DHIS2 lets nobody write either.',
    },
    remedy: nothing,
  },
  ACCEPTANCE_NOT_REQUIRED: {
    means: {
      fr: 'La cible ne demande pas que les approbations soient acceptées, et n’accepte donc rien.',
      en: 'The target does not ask that approvals be accepted, and so takes no acceptance.',
    },
    remedy: {
      fr: 'Activer « Acceptation requise avant approbation » dans les paramètres de la cible, puis reprendre.',
      en: 'Turn on “Acceptance required before approval” in the target’s settings, then resume.',
    },
  },
  OWNER_NOT_TRANSFERRED: {
    means: {
      fr: 'La cible n’a pas cette entité suivie dans ce programme, ou n’a pas changé son propriétaire malgré sa réponse.',
      en: 'The target does not have this tracked entity in this program, or did not change its owner in spite of its answer.',
    },
    remedy: {
      fr: 'Copier d’abord les entités suivies et leurs inscriptions, puis reprendre.',
      en: 'Copy the tracked entities and their enrollments first, then resume.',
    },
  },
  NO_WAY_TO_REMOVE: {
    means: {
      fr: 'L’API de DHIS2 n’offre aucun moyen de supprimer ceci.',
      en: 'The API of DHIS2 has no way to remove this.',
    },
    remedy: nothing,
  },
  MERGED_PAIR: {
    means: {
      fr: 'Ces deux doublons ont été fusionnés dans la source : l’un des deux n’existe plus, et une fusion ne se copie pas.',
      en: 'These two duplicates were merged on the source: one of them is gone, and a merger cannot be copied.',
    },
    remedy: nothing,
  },
  E2044: {
    means: {
      fr: 'Le minimum n’est pas inférieur au maximum ; depuis la version 2.41, DHIS2 refuse de telles bornes.',
      en: 'The minimum is not below the maximum; since release 2.41 DHIS2 refuses such bounds.',
    },
    remedy: {
      fr: 'Corriger les bornes dans la source, puis reprendre.',
      en: 'Mend the bounds on the source, then resume.',
    },
  },
  ...alike(['E2047', 'E1005'], {
    means: {
      fr: 'La cible ne connaît pas l’un des objets que ceci nomme.',
      en: 'The target does not know one of the objects that this names.',
    },
    remedy: { fr: 'Copier d’abord cet objet, puis reprendre.', en: 'Copy that object first, then resume.' },
  }),
  E1006: {
    means: {
      fr: 'Dans la cible, le programme n’est pas attribué à l’unité d’organisation qui devrait être propriétaire.',
      en: 'On the target the program is not assigned to the org unit that should be the owner.',
    },
    remedy: {
      fr: 'Attribuer le programme à cette unité dans l’application Maintenance, puis reprendre.',
      en: 'Assign the program to that org unit in the Maintenance app, then resume.',
    },
  },
  ...alike(['HTTP_400', 'HTTP_403', 'HTTP_404', 'HTTP_409', 'HTTP_500'], {
    means: {
      fr: 'La cible a refusé, sans code d’erreur : unité non attribuée à l’ensemble de données, niveau inférieur pas encore approuvé, objet inconnu. Le message est le sien.',
      en: 'The target refused, without an error code: an org unit that is not assigned to the data set, a lower level that is not approved yet, an unknown object. The message is its own.',
    },
    remedy: {
      fr: 'Corriger dans la source ou la cible ce que dit le message, puis reprendre.',
      en: 'Mend on the source or the target what the message says, then resume.',
    },
  }),
};
