import { z } from 'zod';

/** A text of one line: no control character, of which PostgreSQL does not even keep all. */
export function textOf(most: number) {
  return z
    .string()
    .max(most)
    .regex(/^[ -\uffff]*$/);
}

/** A text that says something. */
export function wordOf(most: number) {
  return textOf(most).min(1);
}

/** The name of an instance, a replication, a channel or a rule: it stands in addresses and on command lines. */
export const nameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);

/** The number of a run, a user, a token. */
export const numberSchema = z.coerce.number().int().min(1).max(2_147_483_647);

/** A moment, ISO 8601 in UTC. */
export const momentSchema = z.iso.datetime();

/** In which language something is, where the browser's own is not meant: a link sends that. */
export const languageSchema = z.enum(['fr', 'en']);

export const roleSchema = z.enum(['administrator', 'operator', 'reader']);
export const scopeSchema = z.enum(['look', 'run', 'define', 'administer']);
