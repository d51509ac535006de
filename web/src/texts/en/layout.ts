import type { Translated } from '../../i18n/texts.ts';
import type { layout as french } from '../fr/layout.ts';

export const layout = {
  skip: 'Skip to the content',
  navigation: 'Main navigation',
  openNavigation: 'Open the menu',
  account: 'Account of {{name}}',
  language: 'Language',
  myAccount: 'My account',
  signOut: 'Sign out',
  home: 'Home',
  instances: 'Instances',
  replications: 'Replications',
  runs: 'Runs',
  journal: 'Journal',
  administration: 'Administration',
  help: 'Help',
  notFoundTitle: 'This page does not exist',
  notFoundText: 'The address may be an old one, or incomplete.',
  backHome: 'Back to Home',
  connectionLost:
    'The service does not answer. What you see is from before that; the page is brought up to date by itself as soon as it answers.',
  connectionBack: 'The service answers again.',
  faultTitle: 'This page could not be shown',
  faultText: 'The mistake is ours; what the service does is not touched by it. Loading the page again usually helps.',
  reload: 'Load the page again',
  staleTitle: 'A new version of Relais has been installed',
  staleText: 'Load the page again to use it.',
} satisfies Translated<typeof french>;
