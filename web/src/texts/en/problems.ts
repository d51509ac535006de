import type { Translated } from '../../i18n/texts.ts';
import type { problems as french } from '../fr/problems.ts';

export const problems = {
  connectionTitle: 'The service does not answer',
  connectionHint: 'Check the connection, or wait a moment: the page tries again.',
  otherTitle: 'Something unexpected happened',
  otherHint: 'Load the page again; if it happens again, give the details to whoever looks after the service.',
  code: 'Code: {{code}}',
} satisfies Translated<typeof french>;
