import { alike, type CodeDictionary } from './code-explanation.ts';
import { deletionCodes } from './deletion-codes.ts';
import { selectionCodes } from './selection-codes.ts';

const nothing = { fr: 'Rien à faire.', en: 'Nothing to do.' };

/** Relais's own reasons, and failures of a server without a code of DHIS2. */
export const reasonCodes: CodeDictionary = {
  ...deletionCodes,
  ...selectionCodes,
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
  NOT_IN_ARCHIVE: {
    means: {
      fr: 'L’archive ne contient pas ce à quoi ceci appartient : personne ne pourrait l’y retrouver.',
      en: 'The archive does not hold what this belongs to: nobody could find it there again.',
    },
    remedy: {
      fr: 'Archiver aussi les métadonnées, sans --only, puis reprendre.',
      en: 'Archive the metadata too, without --only, then resume.',
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
  INVITATION_FAILED: {
    means: {
      fr: 'Le compte est créé, mais la cible n’a pas pu lui envoyer d’invitation.',
      en: 'The account was made, but the target could not send it an invitation.',
    },
    remedy: {
      fr: 'Compléter l’adresse électronique ou configurer le serveur de messagerie, puis renvoyer l’invitation dans l’application Utilisateurs.',
      en: 'Fill in the e-mail address or set up the mail server, then send the invitation again in the Users app.',
    },
  },
  MAINTENANCE_FAILED: {
    means: {
      fr: 'La cible n’a pas pu mener à bien une tâche d’entretien demandée après l’écriture ; les données copiées n’en souffrent pas.',
      en: 'The target could not finish a task of upkeep that was asked for after the writing; what was copied does not suffer from it.',
    },
    remedy: {
      fr: 'Relancer cette tâche dans la cible : application Administration des données, Maintenance ou Tables d’analyse.',
      en: 'Start the task again on the target: app Data Administration, Maintenance or Analytics tables.',
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
      fr: 'La cible contient ceci, que la source n’a pas. Rien n’a été supprimé.',
      en: 'The target holds this, which the source does not have. Nothing was deleted.',
    },
    remedy: {
      fr: 'Si cela ne sert pas, le supprimer à la main, ou relancer avec --deletions propagate.',
      en: 'If it is of no use, delete it by hand, or replicate with --deletions propagate.',
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
  TRANSLATION_LEFT_OUT: {
    means: {
      fr: 'La source tient deux traductions d’une même propriété dans une même langue, ou une traduction incomplète : DHIS2 n’en accepte plus. De deux, la première par ordre alphabétique est copiée.',
      en: 'The source holds two translations of one property into one language, or one that is not complete: DHIS2 takes such no more. Of two the first by the alphabet is copied.',
    },
    remedy: {
      fr: 'Enregistrer à nouveau les traductions de l’objet sur la source.',
      en: 'Save the translations of the object on the source again.',
    },
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
  VALUES_UNREACHABLE: {
    means: {
      fr: 'L’élément de données n’est dans aucun ensemble de données ni groupe : la version 2.38 ne donne pas la liste de ses valeurs.',
      en: 'The data element is in no data set and in no group: release 2.38 lists no values of it.',
    },
    remedy: {
      fr: 'Le mettre dans un groupe d’éléments de données de la source, puis relancer.',
      en: 'Put it into a data element group of the source, then replicate again.',
    },
  },
  NOT_WRITTEN: {
    means: {
      fr: 'La cible a annoncé un import réussi, mais a compté moins de valeurs qu’elle n’en a reçu, trois fois de suite.',
      en: 'The target announced a successful import, and counted fewer values than it was sent, three times in a row.',
    },
    remedy: {
      fr: 'Regarder le journal du serveur cible, puis reprendre.',
      en: 'Look into the log of the target server, then resume.',
    },
  },
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
  NOT_COPIED: {
    means: {
      fr: 'Relais ne copie pas ce type : il appartient à chaque instance, ou DHIS2 ne permet pas de l’écrire.',
      en: 'Relais does not copy this type: it belongs to each instance, or DHIS2 does not let anybody write it.',
    },
    remedy: {
      fr: 'Le recréer à la main dans la cible s’il le faut.',
      en: 'Make it by hand on the target if it is needed.',
    },
  },
  TYPE_UNKNOWN: {
    means: {
      fr: 'La version de la cible ne connaît pas ce type.',
      en: 'The release of the target does not know this type.',
    },
    remedy: { fr: 'Mettre la cible à niveau si cela importe.', en: 'Upgrade the target if it matters.' },
  },
  WITHOUT_CATEGORY_COMBO: {
    means: {
      fr: 'Ces combinaisons d’options ne sont dans aucune combinaison de catégories : la source les compte, mais aucune requête ne les donne. Les valeurs qui s’y rapportent sont refusées.',
      en: 'These category option combos are in no category combo: the source counts them, but no request gives them. Values that name them are refused.',
    },
    remedy: {
      fr: 'Dans la source, le contrôle d’intégrité `catoptioncombos_no_catcombo` les nomme ; les rattacher ou les supprimer dans la base de données.',
      en: 'On the source the integrity check `catoptioncombos_no_catcombo` names them; attach or remove them in the database.',
    },
  },
  ...alike(['ACCOUNT_IN_USE', 'ROLE_IN_USE'], {
    means: {
      fr: 'Relais se sert de ce compte ou de ce rôle sur la cible : il ne le modifie pas pendant qu’il travaille.',
      en: 'Relais uses this account or role on the target: it does not change it while it works.',
    },
    remedy: nothing,
  }),
  SYSTEM_JOB: {
    means: {
      fr: 'Ce travail appartient au serveur lui-même ou à un moment passé : chaque instance a les siens.',
      en: 'This job belongs to the server itself or to a moment gone by: every instance has its own.',
    },
    remedy: nothing,
  },
  ARRIVES_DISABLED: {
    means: {
      fr: 'Ce qui agit de soi-même (travaux, routes, avis) arrive désactivé, pour ne pas agir deux fois.',
      en: 'What acts on its own (jobs, routes, event hooks) arrives switched off, so as not to act twice.',
    },
    remedy: {
      fr: 'L’activer dans la cible quand elle doit agir ; les copies suivantes n’y touchent plus.',
      en: 'Switch it on in the target when it is to act; later copies leave that alone.',
    },
  },
  SECRET_TO_ENTER: {
    means: {
      fr: 'Aucune instance ne donne ses mots de passe ni ses jetons : l’objet arrive sans le sien.',
      en: 'No instance gives out its passwords and tokens: the object arrives without its own.',
    },
    remedy: { fr: 'Saisir le secret dans la cible.', en: 'Enter the secret in the target.' },
  },
  SECRET_OF_TARGET: {
    means: {
      fr: 'Le modifier effacerait le mot de passe ou le jeton saisi dans la cible : il reste comme il est.',
      en: 'To change it would wipe the password or token entered in the target: it stays as it is.',
    },
    remedy: {
      fr: 'Faire la modification à la main, ou le supprimer dans la cible pour qu’il soit créé à nouveau.',
      en: 'Make the change by hand, or delete it in the target so that it is made anew.',
    },
  },
  SQL_VIEW_NOT_EXECUTED: {
    means: {
      fr: 'La vue est copiée, mais sa requête ne s’exécute pas dans la base de la cible.',
      en: 'The view was copied, but its query does not run in the database of the target.',
    },
    remedy: {
      fr: 'Adapter la requête à la version de la cible, puis exécuter la vue dans l’application Maintenance.',
      en: 'Adapt the query to the target’s release, then execute the view in the Maintenance app.',
    },
  },
  ...alike(['DEFAULT_OBJECT', 'MAPPED_TO_EXISTING'], {
    means: {
      fr: 'La cible a déjà le sien : il est gardé, et ce qui renvoyait à celui de la source y renvoie.',
      en: 'The target has its own already: it is kept, and what referred to the source’s refers to it.',
    },
    remedy: nothing,
  }),
  ORG_UNIT_NOT_ASSIGNED: {
    means: {
      fr: 'Le compte utilisé sur la source ne voit pas les données de toute cette unité d’organisation.',
      en: 'The account used on the source does not see the data of this whole organisation unit.',
    },
    remedy: {
      fr: 'Affecter les unités d’organisation racines à ce compte dans la source, puis reprendre.',
      en: 'Assign the root organisation units to this account on the source, then resume.',
    },
  },
  ...alike(['MISSING_ON_TARGET', 'DIFFERS_ON_TARGET'], {
    means: {
      fr: 'Après l’écriture, la cible ne dit pas ce que dit la source.',
      en: 'After writing the target does not say what the source says.',
    },
    remedy: {
      fr: 'Relancer la réplication ; si la différence demeure, comparer la valeur des deux côtés et nous l’écrire.',
      en: 'Replicate again; if the difference stays, compare the value on both sides and write to us.',
    },
  }),
  DELETED_MEANWHILE: {
    means: {
      fr: 'La source l’a supprimé pendant la réplication.',
      en: 'The source deleted it while the replication ran.',
    },
    remedy: nothing,
  },
  ...alike(['IGNORED', 'IGNORED_WITHOUT_REASON'], {
    means: { fr: 'La cible l’a ignoré sans dire pourquoi.', en: 'The target ignored it without saying why.' },
    remedy: {
      fr: 'Chercher l’heure de l’exécution dans le journal de la cible (dhis.log), puis reprendre.',
      en: 'Look for the time of the run in the target’s log (dhis.log), then resume.',
    },
  }),
  COMPLETION_DATE_NOT_KEPT: {
    means: {
      fr: 'Jusqu’à la version 2.41, la cible met la date de l’import à la place de la date de clôture.',
      en: 'Until release 2.41 the target puts the date of the import in place of the completion date.',
    },
    remedy: nothing,
  },
  CANCELLATION_DATE_NOT_KEPT: {
    means: {
      fr: 'Aucune version de DHIS2 n’accepte la date d’annulation d’une inscription.',
      en: 'No release of DHIS2 takes the date on which an enrolment was cancelled.',
    },
    remedy: nothing,
  },
  CLIENT_DATE_FILLED_IN: {
    means: {
      fr: 'L’objet n’a pas de date de création ou de modification propre à l’appareil dans la source ; le serveur cible en met une.',
      en: 'In the source the object has no date of creation or change of the device’s own; the target’s server fills one in.',
    },
    remedy: nothing,
  },
  ...alike(['ASSIGNED_USER_NOT_KEPT', 'ASSIGNMENT_CANNOT_BE_REMOVED'], {
    means: {
      fr: 'DHIS2 ne prend pas l’affectation de cet événement à un utilisateur telle que la source la garde.',
      en: 'DHIS2 does not take the assignment of this event to a user as the source keeps it.',
    },
    remedy: nothing,
  }),
  ENROLLMENT_COMBO_NOT_KEPT: {
    means: {
      fr: 'Avant la version 2.43, une inscription n’a pas de combinaison d’options de catégorie.',
      en: 'Before release 2.43 an enrolment has no attribute option combination.',
    },
    remedy: nothing,
  },
  VALUE_CANNOT_BE_REMOVED: {
    means: {
      fr: 'La cible garde une valeur que la source n’a plus : elle est obligatoire, ou l’événement n’est pas dans un état où DHIS2 accepte des valeurs.',
      en: 'The target keeps a value that the source no longer has: it is mandatory, or the event is not in a state in which DHIS2 takes values.',
    },
    remedy: nothing,
  },
  NOTE_CANNOT_BE_CHANGED: {
    means: {
      fr: 'DHIS2 ne permet pas de modifier une note qui existe.',
      en: 'DHIS2 does not let anybody change a note that exists.',
    },
    remedy: nothing,
  },
  RELATIONSHIPS_NOT_LISTED: {
    means: {
      fr: 'La version de la source ne permet pas de lister les liens de ce programme.',
      en: 'The release of the source does not list the relationships of this program.',
    },
    remedy: nothing,
  },
  PROGRAM_WITHOUT_TRACKED_ENTITY_TYPE: {
    means: {
      fr: 'Ce programme n’a pas de type d’entité suivie : DHIS2 ne sait pas en lister les inscriptions.',
      en: 'This program has no tracked entity type: DHIS2 cannot list its enrolments.',
    },
    remedy: {
      fr: 'Compléter le programme dans la source, puis reprendre.',
      en: 'Complete the program in the source, then resume.',
    },
  },
  ...alike(['SOURCE_UNREADABLE', 'TARGET_UNREADABLE'], {
    means: {
      fr: 'L’instance n’a pas su lire cette partie ; elle n’a donc pas été comparée.',
      en: 'The instance could not read this part, so it was not compared.',
    },
    remedy: {
      fr: 'Chercher la cause dans le journal de l’instance (dhis.log), puis reprendre.',
      en: 'Look for the cause in the instance’s log (dhis.log), then resume.',
    },
  }),
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
