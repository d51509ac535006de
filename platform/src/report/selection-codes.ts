import type { CodeDictionary } from './code-explanation.ts';

/** Why something stays behind when only a part of an instance was chosen. */
export const selectionCodes: CodeDictionary = {
  OUTSIDE_SELECTION: {
    means: {
      fr: 'Ce à quoi ceci se rapporte (unité d’organisation, combinaison, entité suivie) est hors de la sélection ou de la correspondance.',
      en: 'What this hangs on (org unit, option combo, tracked entity) is outside of the selection or of the mapping.',
    },
    remedy: {
      fr: 'Élargir la sélection ou compléter la correspondance, si ceci doit venir aussi.',
      en: 'Widen the selection or complete the mapping, if this is to come too.',
    },
  },
  REFERENCE_LEFT_OUT: {
    means: {
      fr: 'Ces objets nomment des choses hors de la sélection ; là, la cible garde ce qu’elle avait.',
      en: 'These objects name things outside of the selection; there the target keeps what it had.',
    },
    remedy: {
      fr: 'Élargir la sélection (par exemple --with-recipients), si cela doit venir aussi.',
      en: 'Widen the selection (for example --with-recipients), if that is to come too.',
    },
  },
};
