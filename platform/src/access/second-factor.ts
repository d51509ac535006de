import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { Database } from '../store/database.ts';
import { inTransaction } from '../store/in-transaction.ts';
import {
  confirmTotp,
  removeTotp,
  replaceRecoveryCodes,
  saveTotpSecret,
  takeRecoveryCode,
  takeTotpStep,
} from '../store/second-factor.ts';
import { loadProofs, type User } from '../store/user.ts';
import { bindingOfSecondFactor } from '../vault/bindings.ts';
import { type Access, secondMs, subjectOf, tell } from './access.ts';
import { attempt, forgive } from './attempts.ts';
import { digestOf } from './opaque-token.ts';

const issuer = 'Relais';
/** RFC 6238, with what every application for telephones understands. */
const periodSeconds = 30;
/** A telephone's clock may be off by one step. */
const toleratedSteps = 1;
const recoveryCodeCount = 10;

/** What a telephone is shown, as a QR code or as letters to type. */
export interface SecondFactorOffer {
  readonly secret: string;
  readonly uri: string;
}

/**
 * Offers a second factor to a user; it is in force once a first code has confirmed that the telephone knows it.
 * @throws PlatformError SECOND_FACTOR_IN_FORCE where there is one: whoever wants another proves first that they have this one.
 */
export async function offerSecondFactor(access: Access, user: User): Promise<SecondFactorOffer> {
  if (user.hasSecondFactor) throw new PlatformError('SECOND_FACTOR_IN_FORCE', { args: { username: user.username } });
  if (user.usesOpenId) throw new PlatformError('PASSWORD_ELSEWHERE', { args: { username: user.username } });
  const secret = new Secret({ size: 20 }).base32;
  await saveTotpSecret(access.database, user.id, access.vault.seal(secret, bindingOfSecondFactor(user.id)));
  return { secret, uri: totpOf(user, secret).toString() };
}

/**
 * Puts the offered second factor in force; gives the recovery codes, which are shown this once.
 * @throws PlatformError SECOND_FACTOR_REFUSED where the code does not fit, LOGIN_LOCKED after too many tries.
 */
export async function confirmSecondFactor(access: Access, user: User, code: string): Promise<readonly string[]> {
  await checkCode(access, user, code, { takesRecoveryCodes: false });
  return inTransaction(access.database, async (transaction) => {
    await confirmTotp(transaction, user.id, access.now());
    const codes = await renewRecoveryCodes({ ...access, database: transaction }, user);
    await tellOf(access, transaction, user, true);
    return codes;
  });
}

/** New recovery codes; the former ones are void. */
export async function renewRecoveryCodes(access: Access, user: User): Promise<readonly string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, createRecoveryCode);
  const digests = codes.map((code) => digestOfRecoveryCode(user, code));
  await inTransaction(access.database, (transaction) => replaceRecoveryCodes(transaction, user.id, digests));
  return codes;
}

/** Takes the second factor away with its recovery codes. */
export async function removeSecondFactor(access: Access, user: User): Promise<void> {
  await inTransaction(access.database, async (transaction) => {
    await removeTotp(transaction, user.id);
    await tellOf(access, transaction, user, false);
  });
}

function tellOf(access: Access, transaction: Database, user: User, hasSecondFactor: boolean): Promise<void> {
  const [before, after] = [{ hasSecondFactor: !hasSecondFactor }, { hasSecondFactor }];
  return tell(access, transaction, { action: 'user.changed', subject: subjectOf(user), before, after });
}

/**
 * Checks a code of the telephone, or a recovery code; each is good once.
 * @throws PlatformError SECOND_FACTOR_REFUSED, or LOGIN_LOCKED after too many tries.
 */
export async function checkCode(
  access: Access,
  user: User,
  code: string,
  { takesRecoveryCodes }: { readonly takesRecoveryCodes: boolean },
): Promise<void> {
  const attempted = { kind: 'second-factor', name: String(user.id) } as const;
  await attempt(access, attempted);
  const fits = /^[\d\s]{6,9}$/.test(code)
    ? await takeTotpCode(access, user, code.replace(/\s/g, ''))
    : takesRecoveryCodes &&
      (await takeRecoveryCode(access.database, user.id, digestOfRecoveryCode(user, code), access.now()));
  if (!fits) throw new PlatformError('SECOND_FACTOR_REFUSED');
  await forgive(access, attempted);
}

async function takeTotpCode(access: Access, user: User, code: string): Promise<boolean> {
  const { totpSecret } = await loadProofs(access.database, user.id);
  if (totpSecret === undefined) return false;
  const totp = totpOf(user, access.vault.open(totpSecret, bindingOfSecondFactor(user.id)));
  const timestamp = access.now().getTime();
  const delta = totp.validate({ token: code, timestamp, window: toleratedSteps });
  if (delta === null) return false;
  // RFC 6238 §5.2: a code that was accepted is not accepted again.
  return takeTotpStep(access.database, user.id, Math.floor(timestamp / (periodSeconds * secondMs)) + delta);
}

function totpOf(user: User, secret: string): TOTP {
  return new TOTP({ issuer, label: user.username, secret: Secret.fromBase32(secret), period: periodSeconds });
}

/** 80 bits in groups that can be copied by hand; no letter that looks like another. */
const recoveryAlphabet = 'ABCDEFGHJKMNPQRSTVWXYZ0123456789';

function createRecoveryCode(): string {
  const letters = Array.from(randomBytes(16), (byte) => recoveryAlphabet[byte % recoveryAlphabet.length]);
  return [0, 4, 8, 12].map((at) => letters.slice(at, at + 4).join('')).join('-');
}

/** Bound to its user: a code in the database cannot be moved to somebody else. */
function digestOfRecoveryCode(user: User, code: string): string {
  const letters = code
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return digestOf(`recovery code of ${user.id}: ${letters}`);
}
