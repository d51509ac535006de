import type { Bilingual } from '../../model/language.ts';

/** What the help says of the options that choose what is carried, and how objects are mapped. */
export const selectionTexts = {
  program: {
    fr: 'ce programme, avec tout ce qu’il lui faut et ses données (identifiant, code ou nom ; répétable)',
    en: 'this program, with all that it needs and its data (UID, code or name; repeatable)',
  },
  dataSet: {
    fr: 'cet ensemble de données, avec tout ce qu’il lui faut, ses valeurs et ses complétudes (répétable)',
    en: 'this data set, with all that it needs, its values and registrations (repeatable)',
  },
  group: {
    fr: 'ce groupe, ou cette série de groupes, avec ses membres et tout ce qu’il leur faut, sans données (répétable)',
    en: 'this group or group set, with its members and all that they need, without data (repeatable)',
  },
  type: {
    fr: 'tous les objets de ces types, avec tout ce qu’il leur faut, sans données',
    en: 'every object of these types, with all that they need, without data',
  },
  withRecipients: {
    fr: 'amener aussi les utilisateurs et les groupes que nomment les partages',
    en: 'bring along the users and groups that sharing names, too',
  },
  orgUnit: {
    fr: 'seulement ce sous-arbre d’unités d’organisation, et ses données (répétable)',
    en: 'only this subtree of org units, and its data (repeatable)',
  },
  period: {
    fr: 'seulement les données de cette durée : 2023, 2023:2024, 202301:202306, 2023-01-15:2023-03-31',
    en: 'only data of this time: 2023, 2023:2024, 202301:202306, 2023-01-15:2023-03-31',
  },
  changedSince: {
    fr: 'seulement ce qui a changé depuis, à l’horloge de la source : 2024-05-31 ou 2024-05-31T18:00',
    en: 'only what changed since, by the source’s clock: 2024-05-31 or 2024-05-31T18:00',
  },
  map: {
    fr: 'correspondance : TYPE=code, TYPE=name, TYPE=attribute:UID, ou un fichier CSV type,source,target (répétable)',
    en: 'mapping: TYPE=code, TYPE=name, TYPE=attribute:UID, or a CSV file type,source,target (repeatable)',
  },
  mapUnmapped: {
    fr: 'objets sans correspondance : stop, skip (laissés de côté) ou keep (sous leur propre identifiant) ; sinon stop',
    en: 'objects without a counterpart: stop, skip (left out) or keep (under their own UID); else stop',
  },
} as const satisfies Record<string, Bilingual>;
