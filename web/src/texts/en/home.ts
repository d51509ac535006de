import type { Translated } from '../../i18n/texts.ts';
import type { home as french } from '../fr/home.ts';

export const home = {
  title: 'Home',
} satisfies Translated<typeof french>;
