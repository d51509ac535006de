import type { ErrorDefinition } from './codes.ts';

/** What was chosen to be carried, or to be mapped, and cannot be understood. */
export const selectionCodes = {
  SELECTION_PERIOD_INVALID: {
    en: {
      message: '{period} is no period.',
      hint: 'Two periods or dates, for example 2023, 2023:2024, 202301:202306, 2023Q1 or 2023-01-15:2023-03-31.',
    },
    fr: {
      message: '{period} n’est pas une période.',
      hint: 'Deux périodes ou deux dates, par exemple 2023, 2023:2024, 202301:202306, 2023Q1 ou 2023-01-15:2023-03-31.',
    },
  },
  SELECTION_DATE_INVALID: {
    en: {
      message: '{date} is no date.',
      hint: 'A date, or a date and a time by the source’s clock: 2024-05-31 or 2024-05-31T18:00.',
    },
    fr: {
      message: '{date} n’est pas une date.',
      hint: 'Une date, ou une date et une heure à l’horloge de la source : 2024-05-31 ou 2024-05-31T18:00.',
    },
  },
  /** Nothing on the source has this UID, code or name. */
  SELECTION_UNKNOWN: {
    en: {
      message: 'The source has nothing called {value} among: {types}.',
      hint: 'Give a UID, a code or a name, spelled as on the source.',
    },
    fr: {
      message: 'La source n’a rien qui s’appelle {value} parmi : {types}.',
      hint: 'Donner un identifiant, un code ou un nom, écrit comme sur la source.',
    },
  },
  SELECTION_AMBIGUOUS: {
    en: {
      message: '{value} may mean: {matches}.',
      hint: 'Give the UID of the one that is meant.',
    },
    fr: {
      message: '{value} peut désigner : {matches}.',
      hint: 'Donner l’identifiant de celui qui est voulu.',
    },
  },
  MAPPING_INVALID: {
    en: {
      message: '{mapping} is no mapping.',
      hint: 'TYPE=code, TYPE=name, TYPE=attribute:UID, or a CSV file with the columns type, source and target.',
    },
    fr: {
      message: '{mapping} n’est pas une correspondance.',
      hint: 'TYPE=code, TYPE=name, TYPE=attribute:UID, ou un fichier CSV avec les colonnes type, source et target.',
    },
  },
  MAPPING_FILE_UNREADABLE: {
    en: {
      message: 'The mapping table {file} cannot be read: {reason}.',
      hint: 'A text file in UTF-8, with a first line that names the columns type, source and target, between commas, semicolons or tabs.',
    },
    fr: {
      message: 'La table de correspondance {file} ne peut pas être lue : {reason}.',
      hint: 'Un fichier texte en UTF-8, dont la première ligne nomme les colonnes type, source et target, entre virgules, points-virgules ou tabulations.',
    },
  },
  MAPPING_FILE_NOT_UTF8: {
    en: {
      message: 'The mapping table {file} is not in UTF-8.',
      hint: 'It was probably saved in Latin-1 (Windows-1252). In Excel save it as “CSV UTF-8”, elsewhere: iconv -f WINDOWS-1252 -t UTF-8.',
    },
    fr: {
      message: 'La table de correspondance {file} n’est pas en UTF-8.',
      hint: 'Elle a sans doute été enregistrée en Latin-1 (Windows-1252). Dans Excel, l’enregistrer en « CSV UTF-8 », ailleurs : iconv -f WINDOWS-1252 -t UTF-8.',
    },
  },
  MAPPING_INCOMPLETE: {
    en: {
      message: 'The mapping does not hold: {summary}.',
      hint: 'See all of it with `relais mapping check SOURCE TARGET --map …`, mend it, or choose --map-unmapped skip (left out) or keep (carried under their own UIDs).',
    },
    fr: {
      message: 'La correspondance ne tient pas : {summary}.',
      hint: 'La voir en entier avec `relais mapping check SOURCE CIBLE --map …`, la corriger, ou choisir --map-unmapped skip (laissés de côté) ou keep (portés sous leur propre identifiant).',
    },
  },
} satisfies Record<string, ErrorDefinition>;
