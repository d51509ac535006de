import 'i18next';
import type { fr } from '../texts/fr/fr.ts';

declare module 'i18next' {
  /** i18next's own way to know our keys: a key that is not there is an error of the compiler. */
  interface CustomTypeOptions {
    defaultNS: 'words';
    resources: typeof fr;
  }
}
