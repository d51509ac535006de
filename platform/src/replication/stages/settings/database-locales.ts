import type { EntryClass } from '../../entries/entry-class.ts';

/** The languages into which names may be translated; what else a target has of them does not disturb anything. */
export const databaseLocalesClass: EntryClass = {
  kind: 'databaseLocales',
  stage: 'settings',
  compared: () => 'here',
};
