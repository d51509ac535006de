import { findUser } from '../../auth.ts';
import type { Instance, StoredObject } from '../../instance.ts';
import { timestamp } from '../../timestamp.ts';
import { WebMessageError } from '../../web-message.ts';
import { isJson, type Json } from '../json.ts';
import type { Transaction } from './transaction.ts';

/** Up to 2.41 what `userCredentials` says counts where the user itself says nothing (API.md §5.2). */
export function userPayload(minor: number, payload: Json): Json {
  const { userCredentials, ...flat } = payload;
  if (minor > 41 || !isJson(userCredentials)) return flat;
  const { username, password, userRoles, disabled } = userCredentials;
  const given = { username, password, userRoles, disabled };
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(known), ...flat };
}

/**
 * What only the database refuses: a user name that another user has.
 * @throws WebMessageError 409 with the database's own words, and the whole import is taken back (recorded).
 */
export function checkUserColumns(instance: Instance, user: StoredObject): void {
  const username = String(user.username);
  const holder = findUser(instance, username);
  if (!holder || holder.id === user.id) return;
  throw new WebMessageError(
    409,
    instance.minor >= 42
      ? `ERROR: duplicate key value violates unique constraint "uk_userinfo_username"\n  Detail: Key (username)=(${username}) already exists.`
      : 'org.hibernate.exception.ConstraintViolationException: could not execute statement',
  );
}

/** Keeps the password beside the user, never in it; without one nobody can log in (API.md §5.2). */
export function storePassword(instance: Instance, transaction: Transaction, user: StoredObject, payload: Json): void {
  const { password } = payload;
  const changes: Json = { password: undefined };
  if (typeof password === 'string' && password !== '') instance.passwords.set(user.id, password);
  if (user.passwordLastUpdated === undefined || typeof password === 'string') {
    changes.passwordLastUpdated = timestamp(instance.now());
  }
  transaction.change('users', user.id, changes);
}
