import { describe, expect, test } from 'vitest';
import { type TokenScope, tokenScopes, type UserRole, userRoles } from '../model/user-role.ts';
import { assertMay, may, type Subject } from './may.ts';
import { type Action, permissions } from './permissions.ts';
import type { Principal, Proof } from './principal.ts';

/** Rights of the tests' users: 1 may be seen, 2 written to, 3 unmasked; 4 is nobody's. */
const rights = [
  { instanceId: 1, instanceName: 'ministry', mayWrite: false, mayUnmask: false },
  { instanceId: 2, instanceName: 'training', mayWrite: true, mayUnmask: false },
  { instanceId: 3, instanceName: 'clinic', mayWrite: false, mayUnmask: true },
];
const loggedIn: Proof = { kind: 'session', sessionId: 1 };

function principal(role: UserRole, proof: Proof = loggedIn): Principal {
  return { userId: 7, username: 'awa', role, rights, proof };
}

const instance = (instanceId: number) => ({ instanceId });
/** A subject that lets everything pass, whatever is needed. */
const own: Subject = { instance: instance(2), source: instance(3), target: instance(2), ownerId: 7 };

/** Who may do what, on instances that are open to them; said again, so that a change of the table is meant. */
const expected: Readonly<Record<Action, string>> = {
  'instance.see': 'administrator operator reader',
  'instance.browse': 'administrator operator reader',
  'instance.test': 'administrator operator',
  'instance.register': 'administrator',
  'instance.change': 'administrator',
  'instance.remove': 'administrator',
  'replication.see': 'administrator operator reader',
  'replication.define': 'administrator operator',
  'replication.remove': 'administrator operator',
  'schedule.preview': 'administrator operator',
  'schedule.define': 'administrator operator',
  'mapping.define': 'administrator operator',
  'run.see': 'administrator operator reader',
  'run.look-into': 'administrator operator reader',
  'run.compare': 'administrator operator',
  'run.start': 'administrator operator',
  'run.stop': 'administrator operator',
  'run.resume': 'administrator operator',
  'run.approve': 'administrator operator',
  'finding.unmask': 'administrator operator reader',
  'archive.use': 'administrator',
  'measures.see': 'administrator operator',
  'settings.see': 'administrator operator',
  'settings.change': 'administrator',
  'vault.rotate': 'administrator',
  'channel.define': 'administrator',
  'notice.see': 'administrator operator',
  'notice-rule.define': 'administrator operator',
  'audit.see': 'administrator',
  'user.see': 'administrator',
  'user.change': 'administrator',
  'token.see': 'administrator',
  'token.revoke': 'administrator',
  'account.see': 'administrator operator reader',
  'account.change': 'administrator operator reader',
  'own-token.see': 'administrator operator reader',
  'own-token.create': 'administrator operator reader',
  'own-token.revoke': 'administrator operator reader',
};
const actions = Object.keys(permissions) as Action[];

describe('every action', () => {
  test.each(actions)('%s', (action) => {
    expect(userRoles.filter((role) => may(principal(role), action, own)).join(' ')).toBe(expected[action]);
    // What an action needs and nobody names is refused, not allowed.
    const needs = Object.keys(permissions[action]).some((key) =>
      ['instance', 'source', 'target', 'isOwn'].includes(key),
    );
    expect(may(principal('administrator'), action)).toBe(!needs);
  });

  test.each(actions)('%s, with a token of no scope or another', (action) => {
    const { scope } = permissions[action];
    const withScopes = (scopes: readonly TokenScope[]) =>
      may(principal('administrator', { kind: 'token', tokenId: 1, scopes }), action, own);
    expect(withScopes([])).toBe(false);
    expect(withScopes(tokenScopes)).toBe(scope !== 'person');
    expect(withScopes(tokenScopes.filter((each) => each !== scope))).toBe(false);
  });
});

describe('rights on instances', () => {
  const operator = principal('operator');
  const between = (source: number, target: number): Subject => ({
    source: instance(source),
    target: instance(target),
  });

  test('a user may read from one and not write to another', () => {
    expect(may(operator, 'run.start', between(1, 2))).toBe(true);
    expect(may(operator, 'run.start', between(2, 1))).toBe(false);
    expect(may(operator, 'run.compare', between(2, 1))).toBe(true);
    expect(may(operator, 'run.see', between(1, 4))).toBe(false);
    expect(may(operator, 'run.start', between(4, 2))).toBe(false);
    expect(may(operator, 'instance.test', { instance: instance(4) })).toBe(false);
  });

  test('values stay masked but for who was given their source', () => {
    expect(may(operator, 'finding.unmask', between(3, 2))).toBe(true);
    expect(may(operator, 'finding.unmask', between(1, 2))).toBe(false);
  });

  test('what nobody registered is nobody’s, and an archive is the administrators’', () => {
    for (const role of userRoles) {
      for (const side of [{ source: 'unregistered' }, { target: 'unregistered' }] as const) {
        expect(may(principal(role), 'run.start', { ...between(1, 2), ...side })).toBe(false);
      }
      const toArchive = { source: instance(1), target: 'archive' } as const;
      expect(may(principal(role), 'run.start', toArchive)).toBe(role === 'administrator');
    }
  });

  test('of what is not registered any more an administrator sees what was done, stops it and clears it away; no more', () => {
    const gone: Subject = { source: 'unregistered', target: 'unregistered', instance: 'unregistered', ownerId: 7 };
    const needing = actions.filter((action) =>
      Object.keys(permissions[action]).some((key) => ['instance', 'source', 'target'].includes(key)),
    );
    const possible = (role: UserRole) => needing.filter((action) => may(principal(role), action, gone));
    expect(possible('administrator')).toEqual(['replication.see', 'replication.remove', 'run.see', 'run.stop']);
    expect(possible('operator')).toEqual([]);
    expect(possible('reader')).toEqual([]);
  });

  test('an administrator needs no right on a registered instance', () => {
    expect(may(principal('administrator'), 'run.start', between(4, 5))).toBe(true);
  });
});

test('what is somebody else’s own is out of reach, for administrators too', () => {
  for (const role of userRoles) expect(may(principal(role), 'account.change', { ownerId: 8 })).toBe(false);
});

test('a refusal names what was wanted', () => {
  expect(() => assertMay(principal('reader'), 'run.start', own)).toThrow(
    expect.objectContaining({ code: 'ACCESS_DENIED', args: { action: 'run.start' } }),
  );
});
