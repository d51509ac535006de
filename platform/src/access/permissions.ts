import type { TokenScope, UserRole } from '../model/user-role.ts';

/** What may be needed on an instance: see what it holds; write to it or delete there; see values that stand masked. */
export type InstanceNeed = 'see' | 'write' | 'unmask';

/** Who may do something. */
export interface Permission {
  readonly roles: readonly UserRole[];
  /** The scope that lets a personal token do it; `person`: only somebody who is logged in, never a program. */
  readonly scope: TokenScope | 'person';
  /** What is needed on the instance that it is about, or on both sides of a run or a replication. */
  readonly instance?: InstanceNeed;
  readonly source?: InstanceNeed;
  readonly target?: InstanceNeed;
  /** Administrators may also where the instance is not registered, or not any more: nothing is sent to it. */
  readonly sendsNothing?: true;
  /** Only to what is the user's own: their password, their tokens. */
  readonly isOwn?: true;
}

const all: readonly UserRole[] = ['administrator', 'operator', 'reader'];
const workers: readonly UserRole[] = ['administrator', 'operator'];
const administrators: readonly UserRole[] = ['administrator'];

/** What writes to a target, or prepares it. */
const writing = { source: 'see', target: 'write' } as const;
const comparing = { source: 'see', target: 'see' } as const;

/**
 * Everything that somebody can do with Relais, and who may. Whoever adds something to do adds a row here; what has no row is forbidden.
 * Administrators need no right on registered instances, because they give them.
 */
export const permissions = {
  'instance.see': { roles: all, scope: 'look', instance: 'see' },
  // Asks the instance what it holds: org units, programs, one object of a diff.
  'instance.browse': { roles: all, scope: 'look', instance: 'see' },
  'instance.test': { roles: workers, scope: 'run', instance: 'see' },
  'instance.register': { roles: administrators, scope: 'administer' },
  'instance.change': { roles: administrators, scope: 'administer', instance: 'write' },
  'instance.remove': { roles: administrators, scope: 'administer', instance: 'write' },

  'replication.see': { roles: all, scope: 'look', ...comparing, sendsNothing: true },
  'replication.define': { roles: workers, scope: 'define', ...writing },
  'replication.remove': { roles: workers, scope: 'define', ...writing, sendsNothing: true },
  // What times a recurrence would mean; nothing of any instance.
  'schedule.preview': { roles: workers, scope: 'look' },
  'schedule.define': { roles: workers, scope: 'define', ...writing },
  'mapping.define': { roles: workers, scope: 'define', ...writing },

  'run.see': { roles: all, scope: 'look', ...comparing, sendsNothing: true },
  // The same, and asks both instances.
  'run.look-into': { roles: all, scope: 'look', ...comparing },
  'run.compare': { roles: workers, scope: 'run', ...comparing },
  'run.start': { roles: workers, scope: 'run', ...writing },
  // Pause it, end it.
  'run.stop': { roles: workers, scope: 'run', ...writing, sendsNothing: true },
  'run.resume': { roles: workers, scope: 'run', ...writing },
  // A second person, not a second program.
  'run.approve': { roles: workers, scope: 'person', ...writing },
  'finding.unmask': { roles: all, scope: 'person', source: 'unmask' },

  'archive.use': { roles: administrators, scope: 'administer' },
  'measures.see': { roles: workers, scope: 'look' },
  'settings.see': { roles: workers, scope: 'look' },
  'settings.change': { roles: administrators, scope: 'administer' },
  'vault.rotate': { roles: administrators, scope: 'person' },
  'channel.define': { roles: administrators, scope: 'administer' },
  // Rules hold addresses of people.
  'notice.see': { roles: workers, scope: 'look' },
  'notice-rule.define': { roles: workers, scope: 'define' },
  'audit.see': { roles: administrators, scope: 'administer' },

  'user.see': { roles: administrators, scope: 'administer' },
  'user.change': { roles: administrators, scope: 'person' },
  'token.see': { roles: administrators, scope: 'administer' },
  'token.revoke': { roles: administrators, scope: 'administer' },

  'account.see': { roles: all, scope: 'look', isOwn: true },
  'account.change': { roles: all, scope: 'person', isOwn: true },
  'own-token.see': { roles: all, scope: 'look', isOwn: true },
  'own-token.create': { roles: all, scope: 'person', isOwn: true },
  'own-token.revoke': { roles: all, scope: 'run', isOwn: true },
} as const satisfies Record<string, Permission>;

export type Action = keyof typeof permissions;
