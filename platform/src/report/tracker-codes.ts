import { alike, type CodeDictionary } from './code-explanation.ts';

/** DHIS2's commonest answers to an import of tracker data (API.md §9.3, `ValidationCode`). The same code may mean another thing for metadata. */
export const trackerCodes: CodeDictionary = {
  ...alike(['E1000', 'E1001', 'E1003', 'E1091', 'E1095', 'E1096', 'E1099', 'E1100', 'E1103'], {
    means: {
      fr: 'Le compte utilisé sur la cible n’a pas accès à cette unité d’organisation ou à ce programme.',
      en: 'The account used on the target has no access to this organisation unit or program.',
    },
    remedy: {
      fr: 'Affecter les unités d’organisation racines à ce compte, avec l’autorité ALL, puis reprendre.',
      en: 'Assign the root organisation units to this account, with the authority ALL, then resume.',
    },
  }),
  E1009: {
    means: {
      fr: 'Dans la cible, le fichier de cette valeur appartient déjà à un autre objet ; depuis la 2.42, un fichier n’appartient qu’à un seul.',
      en: 'On the target the file of this value belongs to another object already; from 2.42 on a file belongs to one only.',
    },
    remedy: {
      fr: 'Remettre le fichier une seconde fois dans la source pour l’un des deux objets, puis reprendre.',
      en: 'Put the file into the source a second time for one of the two objects, then resume.',
    },
  },
  E1084: {
    means: {
      fr: 'La cible n’a pas le fichier que cette valeur nomme.',
      en: 'The target does not have the file that this value names.',
    },
    remedy: {
      fr: 'Voir ce qui est dit du fichier (fileResources) dans ce rapport, puis reprendre.',
      en: 'See what this report says of the file (fileResources), then resume.',
    },
  },
  ...alike(['E1005', 'E1010', 'E1011', 'E1013', 'E1049', 'E1068', 'E1069', 'E1070'], {
    means: {
      fr: 'Une métadonnée dont ceci dépend manque dans la cible : programme, étape, unité d’organisation ou type d’entité.',
      en: 'Metadata that this depends on is missing from the target: program, stage, organisation unit or entity type.',
    },
    remedy: {
      fr: 'Répliquer d’abord les métadonnées refusées, puis reprendre.',
      en: 'Replicate the refused metadata first, then resume.',
    },
  }),
  ...alike(['E1006', 'E1018', 'E1019', 'E1090'], {
    means: {
      fr: 'Un attribut est inconnu, hors du programme, ou manque alors qu’il est obligatoire.',
      en: 'An attribute is unknown, not part of the program, or missing though mandatory.',
    },
    remedy: {
      fr: 'Comparer les attributs du programme des deux côtés, compléter la fiche dans la source, puis reprendre.',
      en: 'Compare the program’s attributes on both sides, complete the record in the source, then resume.',
    },
  }),
  ...alike(['E1007', 'E1085', 'E1302', 'E1125'], {
    means: {
      fr: 'Une valeur n’est pas du type, ou pas parmi les options, que l’attribut ou l’élément demande.',
      en: 'A value is not of the type, or not among the options, that its attribute or element asks for.',
    },
    remedy: {
      fr: 'Corriger la valeur dans la source, puis reprendre.',
      en: 'Correct the value in the source, then resume.',
    },
  }),
  ...alike(['E1015', 'E1016', 'E1039'], {
    means: {
      fr: 'Le programme n’admet qu’une inscription, ou l’étape qu’un événement, et la source en contient davantage.',
      en: 'The program allows one enrollment only, or the stage one event only, and the source holds more.',
    },
    remedy: {
      fr: 'Ce sont des données anciennes : fusionner les doublons dans la source, ou permettre la répétition.',
      en: 'These are old data: merge the duplicates in the source, or allow repetition.',
    },
  }),
  ...alike(['E1029', 'E1041'], {
    means: {
      fr: 'L’unité d’organisation n’est pas affectée au programme.',
      en: 'The organisation unit is not assigned to the program.',
    },
    remedy: {
      fr: 'L’affecter au programme dans la source, puis reprendre.',
      en: 'Assign it to the program in the source, then resume.',
    },
  }),
  ...alike(['E1032', 'E1063', 'E1081', 'E5000'], {
    means: {
      fr: 'L’objet auquel celui-ci se rattache n’est pas dans la cible.',
      en: 'The object that this one hangs on is not in the target.',
    },
    remedy: { fr: 'Corriger d’abord celui-là, puis reprendre.', en: 'Mend that one first, then resume.' },
  }),
  E1064: {
    means: {
      fr: 'Un attribut unique a déjà cette valeur pour une autre entité suivie de la cible.',
      en: 'A unique attribute already has this value for another tracked entity of the target.',
    },
    remedy: {
      fr: 'Chercher le doublon et fusionner les deux fiches, puis reprendre.',
      en: 'Find the duplicate and merge the two records, then resume.',
    },
  },
  ...alike(['E1082', 'E1113', 'E1114', 'E4017'], {
    means: {
      fr: 'La cible a supprimé un objet de même identifiant, et en garde la trace.',
      en: 'The target has deleted an object with the same identifier, and still keeps its trace.',
    },
    remedy: {
      fr: 'Dans la cible, Administration des données › Maintenance : retirer les objets supprimés, puis reprendre.',
      en: 'In the target, Data administration › Maintenance: remove soft-deleted objects, then resume.',
    },
  }),
  ...alike(['E1126', 'E1127', 'E1128'], {
    means: {
      fr: 'Le programme ou l’entité d’un objet existant ne peut plus changer dans la cible.',
      en: 'The program or the entity of an object that exists cannot change any more in the target.',
    },
    remedy: {
      fr: 'Supprimer l’objet dans la cible, puis reprendre.',
      en: 'Delete the object in the target, then resume.',
    },
  }),
  ...alike(['E1303', 'E1304', 'E1305'], {
    means: {
      fr: 'Un élément de données n’appartient pas à l’étape du programme, ou manque alors qu’il est obligatoire.',
      en: 'A data element is not part of the program stage, or is missing though mandatory.',
    },
    remedy: {
      fr: 'Comparer les éléments de l’étape, corriger l’événement dans la source, puis reprendre.',
      en: 'Compare the elements of the stage, correct the event in the source, then resume.',
    },
  }),
  E4018: {
    means: {
      fr: 'Le même lien existe dans la cible sous un autre identifiant.',
      en: 'The same relationship exists in the target under another identifier.',
    },
    remedy: { fr: 'Supprimer l’un des deux, puis reprendre.', en: 'Delete one of the two, then resume.' },
  },
};
