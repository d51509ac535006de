import type { Bilingual } from '../model/language.ts';
import type { Capabilities } from './capabilities.ts';

/** Something that releases can or cannot do, as far as it matters to whoever copies. */
export interface ToldCapability {
  /** Stable. */
  readonly name: string;
  readonly isThere: boolean;
  /** What that means. */
  readonly text: Bilingual;
}

type Switch = {
  readonly [Name in keyof Capabilities]: Capabilities[Name] extends boolean ? Name : never;
}[keyof Capabilities];

/** By the name of the fact (`versions.ts`): what is so where it is there, and where it is not. */
const words: Partial<Record<Switch, { readonly there: Bilingual; readonly absent: Bilingual }>> = {
  customIcons: {
    there: { fr: 'connaît les icônes personnelles', en: 'knows custom icons' },
    absent: { fr: 'ne connaît pas d’icônes personnelles', en: 'knows no custom icons' },
  },
  keepsFileUids: {
    there: { fr: 'laisse aux fichiers reçus leur identifiant', en: 'leaves files that arrive their UIDs' },
    absent: { fr: 'donne aux fichiers reçus un autre identifiant', en: 'gives files that arrive other UIDs' },
  },
  attributeFiles: {
    there: { fr: 'donne les fichiers des attributs', en: 'gives out files of attributes' },
    absent: {
      fr: 'des fichiers d’attributs, ne donne que les images : les autres restent là',
      en: 'of the files of attributes gives out images only: the others stay where they are',
    },
  },
  dataOutputPeriodTypes: {
    there: { fr: 'a le réglage des types de période de sortie', en: 'has the setting of data output period types' },
    absent: {
      fr: 'n’a pas le réglage des types de période de sortie',
      en: 'has no setting of data output period types',
    },
  },
  datesImportedValues: {
    there: { fr: 'date les valeurs reçues de leur arrivée', en: 'dates values by their arrival' },
    absent: { fr: 'laisse aux valeurs reçues leur date', en: 'leaves values that arrive their dates' },
  },
  strictDataValues: {
    there: {
      fr: 'prend les valeurs ensemble de données par ensemble de données, selon des règles plus strictes',
      en: 'takes values data set by data set, by stricter rules',
    },
    absent: {
      fr: 'prend les valeurs de plusieurs ensembles de données à la fois',
      en: 'takes values of several data sets at once',
    },
  },
};

/** What an instance can do, in words; in the order of the table. */
export function tellCapabilities(capabilities: Capabilities): readonly ToldCapability[] {
  return Object.entries(words).map(([name, { there, absent }]) => {
    const isThere = capabilities[name as Switch];
    return { name, isThere, text: isThere ? there : absent };
  });
}
