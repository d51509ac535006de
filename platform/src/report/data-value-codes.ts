import { alike, type CodeDictionary } from './code-explanation.ts';

/** DHIS2's commonest answers to an import of data values (API.md §8.2). */
export const dataValueCodes: CodeDictionary = {
  ...alike(['E7610', 'E7611', 'E7612', 'E7613', 'E7614', 'E7615', 'E7616'], {
    means: {
      fr: 'La valeur renvoie à un élément, une unité d’organisation, une période ou une combinaison qui n’existe pas dans la cible.',
      en: 'The value refers to an element, an organisation unit, a period or a combination that the target does not have.',
    },
    remedy: {
      fr: 'Répliquer d’abord les métadonnées refusées, puis reprendre.',
      en: 'Replicate the refused metadata first, then resume.',
    },
  }),
  ...alike(['E7617', 'E8010', 'E8011', 'E8012'], {
    means: {
      fr: 'Le compte utilisé sur la cible n’a pas le droit de saisir pour cette unité d’organisation ou cet élément.',
      en: 'The account used on the target may not enter data for this organisation unit or element.',
    },
    remedy: {
      fr: 'Affecter les unités d’organisation racines à ce compte, avec l’autorité ALL, puis reprendre.',
      en: 'Assign the root organisation units to this account, with the authority ALL, then resume.',
    },
  }),
  ...alike(['E7619', 'E8120', 'E8121', 'E8122', 'E8123', 'E8124', 'E8125'], {
    means: {
      fr: 'La valeur n’est pas du type que l’élément de données demande.',
      en: 'The value is not of the type that the data element asks for.',
    },
    remedy: {
      fr: 'Corriger la valeur dans la source, ou revoir le type de valeur, puis reprendre.',
      en: 'Correct the value in the source, or look at the value type, then resume.',
    },
  }),
  E7621: {
    means: {
      fr: 'La valeur n’est pas une option de l’ensemble d’options de cet élément.',
      en: 'The value is not an option of this element’s option set.',
    },
    remedy: {
      fr: 'Ajouter l’option, ou corriger la valeur dans la source, puis reprendre.',
      en: 'Add the option, or correct the value in the source, then resume.',
    },
  },
  ...alike(['E7638', 'E7639', 'E8025', 'E8031'], {
    means: {
      fr: 'À cette période, l’unité d’organisation ou l’option de catégorie n’était pas ouverte.',
      en: 'At this period the organisation unit or the category option was not open.',
    },
    remedy: {
      fr: 'Revoir les dates d’ouverture et de fermeture dans la source, puis reprendre.',
      en: 'Look at the opening and closing dates in the source, then resume.',
    },
  }),
  ...alike(['E7640', 'E7641', 'E7642', 'E7643', 'E7644', 'E8030', 'E8032', 'E8033'], {
    means: {
      fr: 'La cible ne prend plus, ou pas encore, de saisie pour cette période (clôture, approbation, période de saisie).',
      en: 'The target takes data for this period no more, or not yet (expiry, approval, input period).',
    },
    remedy: {
      fr: 'Se connecter à la cible avec un compte ALL, qui peut passer outre, puis reprendre.',
      en: 'Use an account with ALL on the target, which may override this, then resume.',
    },
  }),
  ...alike(['E8002', 'E8003', 'E8020', 'E8021', 'E8022', 'E8023', 'E8024'], {
    means: {
      fr: 'Depuis la version 2.43, une valeur doit appartenir à un ensemble de données qui contient son élément, son unité d’organisation et sa combinaison.',
      en: 'From release 2.43 on a value must belong to a data set that holds its element, organisation unit and combination.',
    },
    remedy: {
      fr: 'Ajouter l’élément ou l’unité d’organisation à un ensemble de données dans la source, puis reprendre.',
      en: 'Add the element or the organisation unit to a data set in the source, then resume.',
    },
  }),
};
