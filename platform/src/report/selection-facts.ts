import { z } from 'zod';
import type { Bilingual, Language } from '../model/language.ts';

const words = z.array(z.string()).optional();
const optionsSchema = z.object({
  selection: z
    .object({
      types: words,
      programs: words,
      dataSets: words,
      groups: words,
      orgUnits: words,
      period: z.string().optional(),
      changedSince: z.string().optional(),
    })
    .optional(),
  mapping: z
    .object({
      rules: z.array(z.object({ type: z.string(), by: z.string(), attribute: z.string().optional() })),
      tables: z.array(z.string()),
      unmapped: z.string(),
    })
    .optional(),
});
type ChosenOptions = z.infer<typeof optionsSchema>;

const titles = {
  programs: { fr: 'programmes', en: 'programs' },
  dataSets: { fr: 'ensembles de données', en: 'data sets' },
  groups: { fr: 'groupes', en: 'groups' },
  types: { fr: 'types', en: 'types' },
  orgUnits: { fr: 'sous-arbres', en: 'subtrees' },
  period: { fr: 'période', en: 'period' },
  changedSince: { fr: 'modifié depuis', en: 'changed since' },
} as const satisfies Record<keyof NonNullable<ChosenOptions['selection']>, Bilingual>;

/** What a run was told to carry, in a line; undefined where that was everything. */
export function describeSelection(options: unknown, language: Language): string | undefined {
  const { selection } = optionsSchema.safeParse(options).data ?? {};
  if (selection === undefined) return undefined;
  const colon = language === 'fr' ? '\u00A0: ' : ': ';
  const parts = (Object.keys(titles) as (keyof typeof titles)[]).flatMap((key) => {
    const value = selection[key];
    return value === undefined ? [] : [`${titles[key][language]}${colon}${[value].flat().join(', ')}`];
  });
  return parts.join(' · ');
}

/** What a run was told to map, in a line; undefined where that was nothing. */
export function describeMapping(options: unknown): string | undefined {
  const { mapping } = optionsSchema.safeParse(options).data ?? {};
  if (mapping === undefined) return undefined;
  const rules = mapping.rules.map(({ type, by, attribute }) => `${type}=${attribute ? `${by}:${attribute}` : by}`);
  const tables = mapping.tables.map((path) => path.split(/[\\/]/).at(-1) ?? path);
  return [...rules, ...tables, ...(mapping.unmapped === 'stop' ? [] : [mapping.unmapped])].join(' · ');
}
