import type { Translated } from '../../i18n/texts.ts';
import type { runs as french } from '../fr/runs.ts';

export const runs = {
  title: 'Runs',
} satisfies Translated<typeof french>;
