import type { Account } from '@relais/contract/session.ts';
import { type ComponentType, lazy } from 'react';
import type { Texts } from '../i18n/texts.ts';

export interface ScreenRoute {
  /** As wouter has it: `/runs/:id`. */
  readonly path: string;
  readonly page: ComponentType;
  /** Its word in the navigation; absent where one gets there from another screen. */
  readonly navigation?: NavigationWord;
  /** Roles that find it in the navigation; all where absent. What somebody may do the service decides. */
  readonly roles?: readonly Account['role'][];
}

export type NavigationWord = Extract<
  keyof Texts['layout'],
  'home' | 'instances' | 'replications' | 'runs' | 'journal' | 'administration' | 'help'
>;

/** Each screen is a file of its own, fetched when somebody goes there. */
function screen<Name extends string>(
  name: Name,
  load: () => Promise<{ readonly [Key in Name]: ComponentType }>,
): ComponentType {
  return lazy<ComponentType>(async () => {
    const loaded: { readonly [Key in Name]: ComponentType } = await load();
    return { default: loaded[name] };
  });
}

/** THE list of screens. */
export const routes: readonly ScreenRoute[] = [
  { path: '/', navigation: 'home', page: screen('HomePage', () => import('../pages/home/HomePage.tsx')) },
  {
    path: '/instances',
    navigation: 'instances',
    page: screen('InstancesPage', () => import('../pages/instances/InstancesPage.tsx')),
  },
  {
    path: '/instances/new',
    page: screen('AddInstancePage', () => import('../pages/instances/AddInstancePage.tsx')),
  },
  {
    path: '/instances/:name',
    page: screen('InstancePage', () => import('../pages/instances/InstancePage.tsx')),
  },
  {
    path: '/instances/:name/change',
    page: screen('ChangeInstancePage', () => import('../pages/instances/ChangeInstancePage.tsx')),
  },
  {
    path: '/replications',
    navigation: 'replications',
    page: screen('ReplicationsPage', () => import('../pages/replications/ReplicationsPage.tsx')),
  },
  {
    path: '/replications/new',
    page: screen('NewReplicationPage', () => import('../pages/replications/guide/NewReplicationPage.tsx')),
  },
  {
    path: '/replications/:name',
    page: screen('ReplicationPage', () => import('../pages/replications/ReplicationPage.tsx')),
  },
  {
    path: '/replications/:name/change',
    page: screen('ChangeReplicationPage', () => import('../pages/replications/ChangeReplicationPage.tsx')),
  },
  {
    path: '/diffs/:id',
    page: screen('DiffPage', () => import('../pages/diff/DiffPage.tsx')),
  },
  {
    path: '/diffs/:id/objects',
    page: screen('DiffPage', () => import('../pages/diff/DiffPage.tsx')),
  },
  {
    path: '/diffs/:id/deletions',
    page: screen('DiffPage', () => import('../pages/diff/DiffPage.tsx')),
  },
  { path: '/runs', navigation: 'runs', page: screen('RunsPage', () => import('../pages/runs/RunsPage.tsx')) },
  {
    path: '/journal',
    navigation: 'journal',
    page: screen('JournalPage', () => import('../pages/journal/JournalPage.tsx')),
  },
  { path: '/journal/audit', page: screen('AuditPage', () => import('../pages/journal/AuditPage.tsx')) },
  { path: '/runs/latest', page: screen('LatestRunPage', () => import('../pages/run/LatestRunPage.tsx')) },
  { path: '/runs/:id', page: screen('RunPage', () => import('../pages/run/RunPage.tsx')) },
  {
    path: '/administration',
    navigation: 'administration',
    roles: ['administrator', 'operator'],
    page: screen('SystemPage', () => import('../pages/administration/SystemPage.tsx')),
  },
  {
    path: '/administration/users',
    page: screen('UsersPage', () => import('../pages/administration/users/UsersPage.tsx')),
  },
  {
    path: '/administration/users/new',
    page: screen('NewUserPage', () => import('../pages/administration/users/NewUserPage.tsx')),
  },
  {
    path: '/administration/users/:id',
    page: screen('UserPage', () => import('../pages/administration/users/UserPage.tsx')),
  },
  {
    path: '/administration/tokens',
    page: screen('TokensPage', () => import('../pages/administration/TokensPage.tsx')),
  },
  {
    path: '/administration/single-sign-on',
    page: screen('SingleSignOnPage', () => import('../pages/administration/SingleSignOnPage.tsx')),
  },
  {
    path: '/administration/retention',
    page: screen('RetentionPage', () => import('../pages/administration/RetentionPage.tsx')),
  },
  {
    path: '/administration/keys',
    page: screen('KeysPage', () => import('../pages/administration/KeysPage.tsx')),
  },
  {
    path: '/administration/notices',
    page: screen('NoticesPage', () => import('../pages/administration/notices/NoticesPage.tsx')),
  },
  {
    path: '/administration/notices/channels',
    page: screen('ChannelPage', () => import('../pages/administration/notices/ChannelPage.tsx')),
  },
  {
    path: '/administration/notices/channels/:name',
    page: screen('ChannelPage', () => import('../pages/administration/notices/ChannelPage.tsx')),
  },
  {
    path: '/administration/notices/rules',
    page: screen('RulePage', () => import('../pages/administration/notices/RulePage.tsx')),
  },
  {
    path: '/administration/notices/rules/:name',
    page: screen('RulePage', () => import('../pages/administration/notices/RulePage.tsx')),
  },
  {
    path: '/help',
    navigation: 'help',
    page: screen('HelpPage', () => import('../pages/help/HelpPage.tsx')),
  },
  {
    path: '/help/codes',
    page: screen('CodesPage', () => import('../pages/help/CodesPage.tsx')),
  },
  {
    path: '/help/codes/:code',
    page: screen('CodePage', () => import('../pages/help/CodePage.tsx')),
  },
  {
    path: '/help/documents',
    page: screen('DocumentsPage', () => import('../pages/help/DocumentsPage.tsx')),
  },
  {
    path: '/help/documents/*',
    page: screen('DocumentPage', () => import('../pages/help/DocumentPage.tsx')),
  },
  {
    path: '/account',
    page: screen('AccountPage', () => import('../pages/account/AccountPage.tsx')),
  },
];
