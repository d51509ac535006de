import { alike, type CodeDictionary } from './code-explanation.ts';

/** DHIS2's commonest answers to an import of metadata (API.md §4.6, `ErrorCode`). */
export const metadataCodes: CodeDictionary = {
  ...alike(['E3000', 'E3001', 'E3002', 'E3003', 'E3004', 'E3005', 'E3020', 'E3032', 'E3041'], {
    means: {
      fr: 'Le compte utilisé sur la cible n’a pas le droit de créer ou de modifier cet objet.',
      en: 'The account used on the target may not create or change this object.',
    },
    remedy: {
      fr: 'Donner à ce compte un rôle avec l’autorité ALL, puis reprendre.',
      en: 'Give this account a role with the authority ALL, then resume.',
    },
  }),
  E3012: {
    means: {
      fr: 'Le compte utilisé sur la cible ne peut pas lire un élément de données ou un attribut de ce programme.',
      en: 'The account used on the target cannot read a data element or attribute of this program.',
    },
    remedy: {
      fr: 'Revoir le partage de ces éléments, ou donner au compte l’autorité ALL.',
      en: 'Look at the sharing of these elements, or give the account the authority ALL.',
    },
  },
  E4000: {
    means: {
      fr: 'Une propriété que la cible exige manque à cet objet dans la source.',
      en: 'A property that the target requires is missing from this object in the source.',
    },
    remedy: {
      fr: 'Compléter l’objet dans la source (application Maintenance), puis reprendre.',
      en: 'Complete the object in the source (Maintenance app), then resume.',
    },
  },
  ...alike(['E4001', 'E4002', 'E4003', 'E4004', 'E4006', 'E4007', 'E4008'], {
    means: {
      fr: 'Une propriété a une forme ou une longueur que la cible n’accepte pas.',
      en: 'A property has a form or a length that the target does not accept.',
    },
    remedy: {
      fr: 'Corriger cette propriété dans la source, puis reprendre.',
      en: 'Correct this property in the source, then resume.',
    },
  }),
  E4009: {
    means: {
      fr: 'La valeur d’un attribut unique appartient déjà à un autre objet de la cible.',
      en: 'The value of a unique attribute already belongs to another object of the target.',
    },
    remedy: {
      fr: 'Décider lequel des deux garde cette valeur, corriger l’autre, puis reprendre.',
      en: 'Decide which of the two keeps this value, correct the other, then resume.',
    },
  },
  E4011: {
    means: {
      fr: 'Un attribut obligatoire manque à cet objet.',
      en: 'A mandatory attribute is missing from this object.',
    },
    remedy: {
      fr: 'Renseigner l’attribut dans la source, puis reprendre.',
      en: 'Fill in the attribute in the source, then resume.',
    },
  },
  E4014: {
    means: {
      fr: 'L’identifiant de cet objet n’a pas la forme d’un identifiant DHIS2.',
      en: 'The identifier of this object has not the form of a DHIS2 identifier.',
    },
    remedy: {
      fr: 'Cet objet date d’une version ancienne : le recréer dans la source.',
      en: 'This object comes from an old version: make it anew in the source.',
    },
  },
  ...alike(['E4015', 'E4016'], {
    means: {
      fr: 'Le fichier de cet objet manque à la cible, ou y appartient déjà à un autre objet.',
      en: 'The file of this object is missing from the target, or belongs to another object there.',
    },
    remedy: {
      fr: 'Déposer à nouveau le fichier dans la source, puis reprendre.',
      en: 'Upload the file again in the source, then resume.',
    },
  }),
  E4028: {
    means: {
      fr: 'Deux options de cet ensemble portent le même nom ou le même code.',
      en: 'Two options of this set have the same name or code.',
    },
    remedy: {
      fr: 'Renommer ou retirer l’une des deux dans la source, puis reprendre.',
      en: 'Rename or remove one of them in the source, then resume.',
    },
  },
  ...alike(['E4049', 'E4054'], {
    means: {
      fr: 'Ce nom d’utilisateur n’est pas admis, ou existe déjà dans la cible.',
      en: 'This user name is not allowed, or exists in the target already.',
    },
    remedy: {
      fr: 'Choisir une règle de correspondance pour les utilisateurs, ou renommer le compte, puis reprendre.',
      en: 'Choose a matching rule for users, or rename the account, then resume.',
    },
  }),
  E4055: {
    means: { fr: 'Cet utilisateur n’a aucun rôle dans la source.', en: 'This user has no role in the source.' },
    remedy: {
      fr: 'Lui donner un rôle, ou supprimer le compte s’il ne sert plus, puis reprendre.',
      en: 'Give it a role, or delete the account if it is not used any more, then resume.',
    },
  },
  E5002: {
    means: {
      fr: 'Cet objet renvoie à un autre qui n’existe pas dans la cible.',
      en: 'This object refers to another one that does not exist in the target.',
    },
    remedy: {
      fr: 'Si l’autre objet a été refusé, le corriger d’abord ; s’il n’existe plus dans la source, y retirer le renvoi. Puis reprendre.',
      en: 'If the other object was refused, mend that one first; if the source no longer has it, remove the reference there. Then resume.',
    },
  },
  E5003: {
    means: {
      fr: 'Ce nom, ce code ou ce niveau existe déjà dans la cible sous un autre identifiant.',
      en: 'This name, code or level exists in the target already, under another identifier.',
    },
    remedy: {
      fr: 'Choisir une règle de correspondance, ou renommer l’un des deux objets, puis reprendre.',
      en: 'Choose a matching rule, or rename one of the two objects, then resume.',
    },
  },
  ...alike(['E5004', 'E5007'], {
    means: {
      fr: 'Le même objet figure deux fois dans une liste.',
      en: 'The same object stands twice in a list.',
    },
    remedy: {
      fr: 'Retirer le doublon dans la source, puis reprendre.',
      en: 'Remove the duplicate in the source, then resume.',
    },
  }),
  E5008: {
    means: {
      fr: 'Le compte utilisé sur la cible ne voit pas un objet auquel celui-ci renvoie.',
      en: 'The account used on the target cannot see an object that this one refers to.',
    },
    remedy: {
      fr: 'Revoir le partage de l’autre objet, ou donner au compte l’autorité ALL, puis reprendre.',
      en: 'Look at the sharing of the other object, or give the account the authority ALL, then resume.',
    },
  },
  E1121: {
    means: {
      fr: 'Le type de valeur de cet élément de données ne peut plus changer : la cible contient déjà des données.',
      en: 'The value type of this data element cannot change any more: the target already holds data for it.',
    },
    remedy: {
      fr: 'Vider ces données dans la cible, ou garder le type de valeur de la cible.',
      en: 'Remove these data from the target, or keep the target’s value type.',
    },
  },
  ...alike(['E1120', 'E1122', 'E1125'], {
    means: {
      fr: 'La combinaison de catégories ne va pas avec ce que la cible contient déjà.',
      en: 'The category combination does not fit what the target already holds.',
    },
    remedy: {
      fr: 'Comparer les catégories des deux instances, puis reprendre.',
      en: 'Compare the categories of both instances, then resume.',
    },
  }),
  ...alike(['E1126', 'E1127', 'E1128'], {
    means: {
      fr: 'La cible limite le nombre de catégories, d’options ou de combinaisons, et cet objet dépasse la limite.',
      en: 'The target limits the number of categories, options or combinations, and this object exceeds the limit.',
    },
    remedy: {
      fr: 'Relever la limite dans la configuration de la cible (dhis.conf, metadata.categories), puis reprendre.',
      en: 'Raise the limit in the target’s configuration (dhis.conf, metadata.categories), then resume.',
    },
  }),
  E6012: {
    means: {
      fr: 'Un attribut est renseigné sur un type d’objet auquel il n’est pas affecté.',
      en: 'An attribute has a value on a type of object that it is not assigned to.',
    },
    remedy: {
      fr: 'Affecter l’attribut à ce type dans la source, ou retirer la valeur, puis reprendre.',
      en: 'Assign the attribute to this type in the source, or remove the value, then resume.',
    },
  },
  E6305: {
    means: {
      fr: 'Un échange de données vers l’extérieur demande un mot de passe, que DHIS2 ne livre jamais.',
      en: 'A data exchange with another system needs a secret, which DHIS2 never gives away.',
    },
    remedy: {
      fr: 'Créer cet échange à la main dans la cible, avec son mot de passe.',
      en: 'Make this exchange by hand in the target, with its secret.',
    },
  },
  E7003: {
    means: {
      fr: 'Cette tâche appartient au système : chaque instance a la sienne.',
      en: 'This job belongs to the system: every instance has its own.',
    },
    remedy: { fr: 'Rien à faire.', en: 'Nothing to do.' },
  },
};
