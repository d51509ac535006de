import { alike, type CodeDictionary } from './code-explanation.ts';

/** What becomes of what only the target has. */
export const deletionCodes: CodeDictionary = {
  DELETED_ON_SOURCE: {
    means: {
      fr: 'La source a supprimé ceci ; la cible le contient toujours.',
      en: 'The source deleted this; the target still holds it.',
    },
    remedy: {
      fr: 'Pour que la cible le supprime aussi, relancer avec --deletions propagate.',
      en: 'To have the target delete it too, replicate with --deletions propagate.',
    },
  },
  WOULD_BE_DELETED: {
    means: {
      fr: 'La cible seule contient ceci : avec la règle choisie, une exécution qui écrit le supprimerait.',
      en: 'Only the target has this: by the chosen policy, a run that writes would delete it.',
    },
    remedy: {
      fr: 'Vérifier que rien n’y manquera ; sinon choisir --deletions report ou leave pour ce type.',
      en: 'Make sure that nothing of it will be missed; else choose --deletions report or leave for the type.',
    },
  },
  TOO_MANY_DELETIONS: {
    means: {
      fr: 'Plus d’objets seraient supprimés que la limite ne permet : rien n’a été supprimé, de quelque type que ce soit.',
      en: 'More would be deleted than the bound allows: nothing was deleted, of any type.',
    },
    remedy: {
      fr: 'Vérifier que la source est la bonne et complète ; si ces suppressions sont voulues, relancer avec une limite plus haute (--max-deletions).',
      en: 'Make sure that the source is the right one, and whole; if the deletions are wanted, replicate with a higher bound (--max-deletions).',
    },
  },
  NOT_DELETED: {
    means: {
      fr: 'La cible contient encore ceci, que la source n’a pas et qui devait être supprimé.',
      en: 'The target still holds this, which the source does not have and which was to be deleted.',
    },
    remedy: {
      fr: 'Relancer ; si cela demeure, le supprimer à la main dans la cible.',
      en: 'Replicate again; if it stays, delete it by hand on the target.',
    },
  },
  ELSEWHERE_ON_SOURCE: {
    means: {
      fr: 'La source a cet objet, mais ailleurs que là où elle a été lue ; il n’a pas été supprimé de la cible.',
      en: 'The source has this object, but not where it was read; it was not deleted from the target.',
    },
    remedy: {
      fr: 'Répliquer aussi l’unité d’organisation où il se trouve dans la source.',
      en: 'Replicate the org unit too in which it stands on the source.',
    },
  },
  ...alike(['E4030', 'E4060'], {
    means: {
      fr: 'La cible ne supprime pas cet objet, parce que d’autres choses y tiennent : des données, même déjà supprimées, ou des objets qui restent.',
      en: 'The target does not delete this object, because other things hang on it: data, be it deleted already, or objects that stay.',
    },
    remedy: {
      fr: 'Regarder ce que nomme le message. Des données déjà supprimées se purgent dans l’application Administration des données, Maintenance ; ensuite, relancer.',
      en: 'Look at what the message names. Data that is deleted already is purged in the app Data Administration, Maintenance; then replicate again.',
    },
  }),
};
