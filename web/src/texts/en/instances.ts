import type { Translated } from '../../i18n/texts.ts';
import type { instances as french } from '../fr/instances.ts';

export const instances = {
  title: 'Instances',
} satisfies Translated<typeof french>;
