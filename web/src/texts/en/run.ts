import type { Translated } from '../../i18n/texts.ts';
import type { run as french } from '../fr/run.ts';

export const run = {
  title: 'Run {{id}}',
} satisfies Translated<typeof french>;
