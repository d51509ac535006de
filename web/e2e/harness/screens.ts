import type { FullScene } from './fill-scene.ts';

/** A screen, by the name of its picture, and where it is. */
export interface SceneScreen {
  readonly name: string;
  /** One for each language where the page itself is in a language. */
  readonly path: string | Readonly<Record<'fr' | 'en', string>>;
}

/** Every screen of whoever is signed in, with something on it. */
export function screensOf({ diff, waitingRun, invited }: FullScene, finishedRun: number): readonly SceneScreen[] {
  return [
    { name: 'home', path: '/' },
    { name: 'instances', path: '/instances' },
    { name: 'instance-new', path: '/instances/new' },
    { name: 'instance', path: '/instances/capitale' },
    { name: 'instance-change', path: '/instances/region/change' },
    { name: 'replications', path: '/replications' },
    { name: 'replication-new', path: '/replications/new' },
    { name: 'replication-new-page', path: '/replications/new?form=page' },
    { name: 'replication', path: '/replications/chaque-nuit' },
    { name: 'replication-change', path: '/replications/chaque-nuit/change' },
    // Both ends are chosen by the address, and stay so while the steps are gone through.
    { name: 'replication-new-what', path: '/replications/new?source=capitale&target=region&step=what' },
    { name: 'replication-new-how', path: '/replications/new?step=how' },
    { name: 'replication-new-start', path: '/replications/new?step=start' },
    { name: 'diff', path: `/diffs/${diff}` },
    { name: 'diff-objects', path: `/diffs/${diff}/objects` },
    { name: 'diff-object', path: `/diffs/${diff}/objects?object=constants/RelaisE2E02` },
    { name: 'diff-deletions', path: `/diffs/${diff}/deletions` },
    { name: 'runs', path: '/runs' },
    { name: 'run', path: `/runs/${finishedRun}` },
    { name: 'run-waiting', path: `/runs/${waitingRun}` },
    { name: 'journal', path: '/journal?level=warning' },
    { name: 'audit', path: '/journal/audit?subjectKind=user' },
    { name: 'system', path: '/administration' },
    { name: 'users', path: '/administration/users' },
    { name: 'user-new', path: '/administration/users/new' },
    { name: 'user', path: `/administration/users/${invited}` },
    { name: 'tokens', path: '/administration/tokens' },
    { name: 'single-sign-on', path: '/administration/single-sign-on' },
    { name: 'notices', path: '/administration/notices' },
    { name: 'channel-new', path: '/administration/notices/channels' },
    { name: 'channel', path: '/administration/notices/channels/relais-central' },
    { name: 'rule-new', path: '/administration/notices/rules' },
    { name: 'rule', path: '/administration/notices/rules/equipe' },
    { name: 'retention', path: '/administration/retention' },
    { name: 'keys', path: '/administration/keys' },
    { name: 'help', path: '/help' },
    { name: 'codes', path: '/help/codes?search=E50' },
    { name: 'code', path: '/help/codes/E5003' },
    { name: 'documents', path: '/help/documents' },
    { name: 'document', path: { fr: '/help/documents/fr/guide', en: '/help/documents/guide' } },
    { name: 'account', path: '/account' },
    { name: 'not-found', path: '/nowhere' },
  ];
}

/** The same with nothing on them yet: what is there teaches. */
export const emptyScreens: readonly SceneScreen[] = [
  { name: 'empty-home', path: '/' },
  { name: 'empty-instances', path: '/instances' },
  { name: 'empty-replications', path: '/replications' },
  { name: 'empty-replication-new', path: '/replications/new' },
  { name: 'empty-runs', path: '/runs' },
  { name: 'empty-journal', path: '/journal' },
  { name: 'empty-tokens', path: '/administration/tokens' },
  { name: 'empty-notices', path: '/administration/notices' },
];

/** Those of whoever is not signed in. */
export const strangerScreens: readonly SceneScreen[] = [
  { name: 'sign-in', path: '/' },
  { name: 'setup', path: '/setup#one-time-token-of-a-test' },
  { name: 'invitation', path: '/invitation#one-time-token-of-a-test' },
];
