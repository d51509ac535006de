import type { Bilingual } from '../../model/language.ts';
import type { MappingProblemKind } from '../../replication/mapping/mapping-result.ts';

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
  mapThere: {
    fr: 'correspondance : TYPE=code, TYPE=name ou TYPE=attribute:UID (répétable)',
    en: 'mapping: TYPE=code, TYPE=name or TYPE=attribute:UID (repeatable)',
  },
  mapUnmapped: {
    fr: 'objets sans correspondance : stop, skip (laissés de côté) ou keep (sous leur propre identifiant) ; sinon stop',
    en: 'objects without a counterpart: stop, skip (left out) or keep (under their own UID); else stop',
  },
} as const satisfies Record<string, Bilingual>;

/** Titles of the columns of a check. */
export const mappingTitles = {
  mapped: { fr: 'mis en correspondance', en: 'mapped' },
  unmapped: { fr: 'sans correspondance', en: 'unmapped' },
  doubled: { fr: 'doublés', en: 'doubled' },
  ambiguous: { fr: 'ambigus', en: 'ambiguous' },
  unknown: { fr: 'inconnus', en: 'unknown' },
} as const satisfies Record<'mapped' | MappingProblemKind, Bilingual>;

/** What each kind of problem means. */
export const mappingProblemWords = {
  unmapped: {
    fr: 'sans correspondance : rien dans la cible n’a cette clé',
    en: 'unmapped: nothing on the target has this key',
  },
  doubled: {
    fr: 'doublés : plusieurs objets de la source ont la même clé ou la même correspondance',
    en: 'doubled: several objects of the source have the same key or the same counterpart',
  },
  ambiguous: {
    fr: 'ambigus : plusieurs objets ont cette clé',
    en: 'ambiguous: several objects have this key',
  },
  unknown: {
    fr: 'inconnus : lignes d’une table qui ne désignent rien d’un des deux côtés',
    en: 'unknown: rows of a table that name nothing on one of the sides',
  },
} as const satisfies Record<MappingProblemKind, Bilingual>;

export const mappingCommandTexts = {
  mapping: {
    fr: 'les correspondances entre objets des deux instances',
    en: 'mappings between objects of both instances',
  },
  check: {
    fr: 'dire ce qui est sans correspondance, doublé ou ambigu, sans rien écrire',
    en: 'say what is unmapped, doubled or ambiguous, write nothing',
  },
} as const satisfies Record<string, Bilingual>;
