import type { fr } from '../texts/fr/fr.ts';

/** Forms of a plural that only some languages have (Intl.PluralRules); French has `many` for millions. */
type OtherForm = 'zero' | 'two' | 'few' | 'many';
type OtherForms = { readonly [Key in `${string}_${OtherForm}`]?: string };

/**
 * The texts of a screen in another language: the same keys as in French, plural forms apart. A missing key and one too many are errors of the
 * compiler: `export const home = { … } satisfies Translated<typeof french>`.
 */
export type Translated<French> = {
  readonly [Key in keyof French as Key extends `${string}_${OtherForm}` ? never : Key]: French[Key] extends string
    ? string
    : Translated<French[Key]>;
} & OtherForms;

/** All texts of a language, by screen. */
export type Texts = { readonly [Screen in keyof typeof fr]: Translated<(typeof fr)[Screen]> };
