import type { Account } from '@relais/contract/session.ts';
import { type ComponentType, lazy } from 'react';
import type { Texts } from '../i18n/texts.ts';

export interface ScreenRoute {
  /** As wouter has it: `/runs/:id`. */
  readonly path: string;
  readonly page: ComponentType;
  /** Fetches the screen's file. */
  readonly load: () => Promise<unknown>;
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
): Pick<ScreenRoute, 'page' | 'load'> {
  const page = lazy<ComponentType>(async () => {
    const loaded: { readonly [Key in Name]: ComponentType } = await load();
    return { default: loaded[name] };
  });
  return { page, load };
}

/** THE list of screens. */
export const routes: readonly ScreenRoute[] = [
  { path: '/', navigation: 'home', ...screen('HomePage', () => import('../pages/home/HomePage.tsx')) },
  {
    path: '/instances',
    navigation: 'instances',
    ...screen('InstancesPage', () => import('../pages/instances/InstancesPage.tsx')),
  },
  {
    path: '/instances/new',
    ...screen('AddInstancePage', () => import('../pages/instances/AddInstancePage.tsx')),
  },
  {
    path: '/instances/:name',
    ...screen('InstancePage', () => import('../pages/instances/InstancePage.tsx')),
  },
  {
    path: '/instances/:name/change',
    ...screen('ChangeInstancePage', () => import('../pages/instances/ChangeInstancePage.tsx')),
  },
  {
    path: '/replications',
    navigation: 'replications',
    ...screen('ReplicationsPage', () => import('../pages/replications/ReplicationsPage.tsx')),
  },
  {
    path: '/replications/new',
    ...screen('NewReplicationPage', () => import('../pages/replications/guide/NewReplicationPage.tsx')),
  },
  {
    path: '/replications/:name',
    ...screen('ReplicationPage', () => import('../pages/replications/ReplicationPage.tsx')),
  },
  {
    path: '/replications/:name/change',
    ...screen('ChangeReplicationPage', () => import('../pages/replications/ChangeReplicationPage.tsx')),
  },
  {
    path: '/diffs/:id',
    ...screen('DiffPage', () => import('../pages/diff/DiffPage.tsx')),
  },
  {
    path: '/diffs/:id/objects',
    ...screen('DiffPage', () => import('../pages/diff/DiffPage.tsx')),
  },
  {
    path: '/diffs/:id/deletions',
    ...screen('DiffPage', () => import('../pages/diff/DiffPage.tsx')),
  },
  { path: '/runs', navigation: 'runs', ...screen('RunsPage', () => import('../pages/runs/RunsPage.tsx')) },
  {
    path: '/journal',
    navigation: 'journal',
    ...screen('JournalPage', () => import('../pages/journal/JournalPage.tsx')),
  },
  { path: '/journal/audit', ...screen('AuditPage', () => import('../pages/journal/AuditPage.tsx')) },
  { path: '/runs/latest', ...screen('LatestRunPage', () => import('../pages/run/LatestRunPage.tsx')) },
  { path: '/runs/:id', ...screen('RunPage', () => import('../pages/run/RunPage.tsx')) },
  {
    path: '/administration',
    navigation: 'administration',
    roles: ['administrator', 'operator'],
    ...screen('SystemPage', () => import('../pages/administration/SystemPage.tsx')),
  },
  {
    path: '/administration/users',
    ...screen('UsersPage', () => import('../pages/administration/users/UsersPage.tsx')),
  },
  {
    path: '/administration/users/new',
    ...screen('NewUserPage', () => import('../pages/administration/users/NewUserPage.tsx')),
  },
  {
    path: '/administration/users/:id',
    ...screen('UserPage', () => import('../pages/administration/users/UserPage.tsx')),
  },
  {
    path: '/administration/tokens',
    ...screen('TokensPage', () => import('../pages/administration/TokensPage.tsx')),
  },
  {
    path: '/administration/single-sign-on',
    ...screen('SingleSignOnPage', () => import('../pages/administration/SingleSignOnPage.tsx')),
  },
  {
    path: '/administration/retention',
    ...screen('RetentionPage', () => import('../pages/administration/RetentionPage.tsx')),
  },
  {
    path: '/administration/keys',
    ...screen('KeysPage', () => import('../pages/administration/KeysPage.tsx')),
  },
  {
    path: '/administration/notices',
    ...screen('NoticesPage', () => import('../pages/administration/notices/NoticesPage.tsx')),
  },
  {
    path: '/administration/notices/channels',
    ...screen('ChannelPage', () => import('../pages/administration/notices/ChannelPage.tsx')),
  },
  {
    path: '/administration/notices/channels/:name',
    ...screen('ChannelPage', () => import('../pages/administration/notices/ChannelPage.tsx')),
  },
  {
    path: '/administration/notices/rules',
    ...screen('RulePage', () => import('../pages/administration/notices/RulePage.tsx')),
  },
  {
    path: '/administration/notices/rules/:name',
    ...screen('RulePage', () => import('../pages/administration/notices/RulePage.tsx')),
  },
  {
    path: '/help',
    navigation: 'help',
    ...screen('HelpPage', () => import('../pages/help/HelpPage.tsx')),
  },
  {
    path: '/help/codes',
    ...screen('CodesPage', () => import('../pages/help/CodesPage.tsx')),
  },
  {
    path: '/help/codes/:code',
    ...screen('CodePage', () => import('../pages/help/CodePage.tsx')),
  },
  {
    path: '/help/documents',
    ...screen('DocumentsPage', () => import('../pages/help/DocumentsPage.tsx')),
  },
  {
    path: '/help/documents/*',
    ...screen('DocumentPage', () => import('../pages/help/DocumentPage.tsx')),
  },
  {
    path: '/account',
    ...screen('AccountPage', () => import('../pages/account/AccountPage.tsx')),
  },
];

/** Fetches the file of the screen at an address, where there is one, before anybody knows whether it will be shown. */
export async function loadScreen(path: string): Promise<void> {
  await routes.find((route) => isAt(route.path, path))?.load();
}

function isAt(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/]+').replace('*', '.+')}$`).test(path);
}
