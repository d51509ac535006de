import { PlatformError } from '../model/errors/platform-error.ts';
import { type TokenScope, tokenScopes } from '../model/user-role.ts';
import { inTransaction } from '../store/in-transaction.ts';
import {
  createPersonalToken,
  findPersonalToken,
  type PersonalToken,
  revokePersonalToken,
  saveTokenUse,
  type TokenToCreate,
} from '../store/personal-token.ts';
import { findUserById, type User } from '../store/user.ts';
import { type Access, dayMs, later, minuteMs, tell } from './access.ts';
import { createOpaqueToken, digestOf } from './opaque-token.ts';
import { loadPrincipal, type Principal } from './principal.ts';

/** By which scanners for leaked secrets know a token of ours. */
export const tokenPrefix = 'relais_pat_';
/** No token lasts for ever: a forgotten one ends by itself. */
export const mostTokenDays = 366;
const shownCharacters = tokenPrefix.length + 4;

export interface TokenWish {
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  /** From 1 to `mostTokenDays`. */
  readonly days: number;
}

/**
 * Makes a token that stands for a user in programs; it is shown this once.
 * @throws PlatformError TOKEN_DAYS_INVALID.
 */
export async function issueToken(
  access: Access,
  user: User,
  wish: TokenWish,
): Promise<{ readonly token: string; readonly kept: PersonalToken }> {
  if (!Number.isInteger(wish.days) || wish.days < 1 || wish.days > mostTokenDays) {
    throw new PlatformError('TOKEN_DAYS_INVALID', { args: { most: mostTokenDays } });
  }
  const { token, digest } = createOpaqueToken(tokenPrefix);
  const createdAt = access.now();
  const wished: TokenToCreate = {
    userId: user.id,
    name: wish.name.trim().slice(0, 100),
    beginning: token.slice(0, shownCharacters),
    digest,
    scopes: tokenScopes.filter((scope) => wish.scopes.includes(scope)),
    createdAt,
    endsAt: later(createdAt, wish.days * dayMs),
  };
  return inTransaction(access.database, async (transaction) => {
    const kept = await createPersonalToken(transaction, wished);
    const { name, beginning, scopes, endsAt } = kept;
    const after = { owner: user.username, name, beginning, scopes, endsAt };
    await tell(access, transaction, { action: 'token.created', subject: subjectOfToken(kept), after });
    return { token, kept };
  });
}

/**
 * Who shows this token.
 * @throws PlatformError TOKEN_REFUSED where it is unknown, revoked or past, or its user disabled.
 */
export async function useToken(access: Access, token: string): Promise<Principal> {
  const kept = await findPersonalToken(access.database, digestOf(token));
  const now = access.now();
  const isGood = kept !== undefined && kept.revokedAt === undefined && kept.endsAt > now;
  const user = isGood ? await findUserById(access.database, kept.userId) : undefined;
  if (kept === undefined || user === undefined || user.disabledAt !== undefined) {
    throw new PlatformError('TOKEN_REFUSED');
  }
  const unusedMs = now.getTime() - (kept.lastUsedAt?.getTime() ?? 0);
  if (unusedMs > minuteMs) await saveTokenUse(access.database, kept.id, now);
  return loadPrincipal(access.database, user, { kind: 'token', tokenId: kept.id, scopes: kept.scopes });
}

/** @throws PlatformError TOKEN_UNKNOWN where there is none such, or it was revoked. */
export async function revokeToken(access: Access, tokenId: number): Promise<void> {
  await inTransaction(access.database, async (transaction) => {
    const isRevoked = await revokePersonalToken(transaction, tokenId, access.now());
    if (!isRevoked) throw new PlatformError('TOKEN_UNKNOWN', { args: { token: tokenId } });
    await tell(access, transaction, { action: 'token.revoked', subject: subjectOfToken({ id: tokenId }) });
  });
}

function subjectOfToken({ id }: { readonly id: number }) {
  return { kind: 'token', name: String(id) };
}

/**
 * `look,run`: the scopes as somebody typed them.
 * @throws PlatformError TOKEN_SCOPE_INVALID.
 */
export function parseScopes(text: string): readonly TokenScope[] {
  const scopes = text.split(/[\s,]+/).filter((part) => part !== '');
  return scopes.map((part) => {
    const scope = tokenScopes.find((each) => each === part);
    if (scope === undefined) {
      throw new PlatformError('TOKEN_SCOPE_INVALID', { args: { scope: part, scopes: tokenScopes.join(', ') } });
    }
    return scope;
  });
}
