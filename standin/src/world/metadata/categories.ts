import type { MetadataByType, MetadataObject } from '../metadata-object.ts';
import { references } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { OPEN } from './sharing.ts';

/** The category combination that every instance has. */
export const DEFAULT_COMBO = 'bjDvmb4bfuf';
/** The one option combination of {@link DEFAULT_COMBO}. */
export const DEFAULT_OPTION_COMBO = 'HllvX50cXC0';

/** The category combinations of the world. */
export const COMBO = {
  sex: worldUid('WCc', 1),
  sexAndAge: worldUid('WCc', 2),
  partner: worldUid('WCc', 3),
} as const;

const SEXES = ['Masculin', 'Féminin'] as const;
const AGES = ['0 à 11 mois', '1 à 4 ans', '5 à 14 ans', '15 ans et plus'] as const;
const PARTNERS = ['Budget national', 'Fonds commun', 'Coopération bilatérale', 'Organisation locale'] as const;

/** The options of the category of sexes, men first. */
export const SEX_OPTIONS = SEXES.map((_, index) => worldUid('WCo', index + 1));
const AGE_OPTIONS = AGES.map((_, index) => worldUid('WCo', index + 11));
const PARTNER_OPTIONS = PARTNERS.map((_, index) => worldUid('WCo', index + 21));

/** The categories. */
export const CATEGORY = { sex: worldUid('WCa', 1), age: worldUid('WCa', 2), partner: worldUid('WCa', 3) } as const;

/** The groups of partners, by the origin of their funds. */
export const PARTNER_GROUP_SET = worldUid('WCs', 1);

/** The option combinations of each category combination; their UIDs are fixed, for expressions and data name them. */
export const OPTION_COMBOS: Readonly<Record<string, readonly string[]>> = {
  [DEFAULT_COMBO]: [DEFAULT_OPTION_COMBO],
  [COMBO.sex]: SEX_OPTIONS.map((_, index) => worldUid('WCx', 101 + index)),
  [COMBO.sexAndAge]: SEX_OPTIONS.flatMap((_, sex) =>
    AGE_OPTIONS.map((__, age) => worldUid('WCx', 201 + sex * 10 + age)),
  ),
  [COMBO.partner]: PARTNER_OPTIONS.map((_, index) => worldUid('WCx', 301 + index)),
};

/** Option combinations of a category combination. */
export function optionCombosOf(combo: string): readonly string[] {
  return OPTION_COMBOS[combo] ?? [];
}

/** Sex by age for data, partner for who paid; every option combination with a UID of its own (API.md §5.1). */
export function categoryMetadata(): MetadataByType {
  return {
    categoryOptions: [
      ...SEXES.map((name, index) => option(SEX_OPTIONS[index], name)),
      ...AGES.map((name, index) => option(AGE_OPTIONS[index], name)),
      ...PARTNERS.map((name, index) => ({ ...option(PARTNER_OPTIONS[index], name), ...lifetime(index) })),
    ],
    categories: [
      category(CATEGORY.sex, 'Sexe', 'DISAGGREGATION', SEX_OPTIONS),
      category(CATEGORY.age, "Tranche d'âge", 'DISAGGREGATION', AGE_OPTIONS),
      category(CATEGORY.partner, 'Partenaire', 'ATTRIBUTE', PARTNER_OPTIONS),
    ],
    categoryCombos: [
      combo(COMBO.sex, 'Par sexe', 'DISAGGREGATION', [CATEGORY.sex]),
      combo(COMBO.sexAndAge, 'Par sexe et âge', 'DISAGGREGATION', [CATEGORY.sex, CATEGORY.age]),
      combo(COMBO.partner, 'Par partenaire', 'ATTRIBUTE', [CATEGORY.partner]),
    ],
    categoryOptionCombos: optionCombos(),
    categoryOptionGroups: [partnerGroup()],
    categoryOptionGroupSets: [
      {
        id: PARTNER_GROUP_SET,
        name: 'Origine des fonds',
        shortName: 'Origine des fonds',
        dataDimensionType: 'ATTRIBUTE',
        dataDimension: true,
        categoryOptionGroups: [{ id: partnerGroup().id }],
        sharing: OPEN,
      },
    ],
  };
}

function optionCombos(): MetadataObject[] {
  const each = (combo: string, names: readonly string[], options: readonly (readonly (string | undefined)[])[]) =>
    optionCombosOf(combo).map((id, index) => ({
      id,
      name: names[index] ?? id,
      categoryCombo: { id: combo },
      categoryOptions: references((options[index] ?? []).filter((option) => option !== undefined)),
    }));
  const pairs = SEXES.flatMap((sex, s) => AGES.map((age, a) => ({ name: `${sex}, ${age}`, s, a })));
  return [
    ...each(
      COMBO.sex,
      SEXES,
      SEX_OPTIONS.map((option) => [option]),
    ),
    ...each(
      COMBO.sexAndAge,
      pairs.map((pair) => pair.name),
      pairs.map(({ s, a }) => [SEX_OPTIONS[s], AGE_OPTIONS[a]]),
    ),
    ...each(
      COMBO.partner,
      PARTNERS,
      PARTNER_OPTIONS.map((option) => [option]),
    ),
  ];
}

function option(id: string | undefined, name: string): MetadataObject {
  return { id: id ?? '', name, shortName: name, sharing: { ...OPEN, public: 'rwrw----' } };
}

/** One partner's time is limited, and holds all periods of the world. */
function lifetime(partner: number): object {
  return partner === 2 ? { startDate: '2015-01-01', endDate: '2034-12-31' } : {};
}

function category(id: string, name: string, dataDimensionType: string, options: readonly string[]): MetadataObject {
  return {
    id,
    name,
    shortName: name,
    dataDimensionType,
    dataDimension: true,
    categoryOptions: references(options),
    sharing: OPEN,
  };
}

function combo(id: string, name: string, dataDimensionType: string, categories: readonly string[]): MetadataObject {
  return { id, name, dataDimensionType, skipTotal: false, categories: references(categories), sharing: OPEN };
}

function partnerGroup(): MetadataObject {
  return {
    id: worldUid('WCg', 1),
    name: 'Fonds extérieurs',
    shortName: 'Fonds extérieurs',
    dataDimensionType: 'ATTRIBUTE',
    categoryOptions: references(PARTNER_OPTIONS.slice(1, 3)),
    sharing: OPEN,
  };
}
