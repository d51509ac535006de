import type { Translated } from '../../i18n/texts.ts';
import type { dhis2Components as french } from '../fr/dhis2-components.ts';

export const dhis2Components = {
  'Close modal dialog': 'Close dialog',
  'Sort items': 'Sort',
  'Toggle dropdown': 'Open or close the list',
  'Toggle filter': 'Open or close the filter',
} satisfies Translated<typeof french>;
