import type { Bilingual, Language } from '../../model/language.ts';
import type { StageName } from '../../model/ledger.ts';

/** What people call the stages of a run. */
export const stageTitles: Readonly<Record<StageName, Bilingual>> = {
  preflight: { fr: 'Préparation', en: 'Preparation' },
  plan: { fr: 'Comparaison', en: 'Comparison' },
  files: { fr: 'Fichiers', en: 'Files' },
  metadata: { fr: 'Métadonnées', en: 'Metadata' },
  dataValues: { fr: 'Données agrégées', en: 'Data values' },
  completeness: { fr: 'Complétude', en: 'Completeness' },
  approvals: { fr: 'Approbations', en: 'Approvals' },
  tracker: { fr: 'Tracker', en: 'Tracker' },
  ownership: { fr: 'Propriété', en: 'Ownership' },
  stores: { fr: 'Magasins', en: 'Stores' },
  settings: { fr: 'Paramètres', en: 'Settings' },
  deletions: { fr: 'Suppressions', en: 'Deletions' },
  afterwards: { fr: 'Entretien', en: 'Maintenance' },
  verification: { fr: 'Vérification', en: 'Verification' },
};

const widest = 16;

/** A stage's title, filled up so that what follows stands in a column. */
export function paddedStageTitle(stage: StageName, language: Language): string {
  return stageTitles[stage][language].padEnd(widest + 1);
}

export const progressTexts = {
  waiting: { fr: 'en attente', en: 'waiting' },
  left: { fr: 'reste', en: 'left' },
  started: { fr: 'début', en: 'started' },
  finished: { fr: 'terminé', en: 'done' },
  second: { fr: 's', en: 's' },
} as const;
