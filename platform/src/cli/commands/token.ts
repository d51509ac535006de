import { issueToken, parseScopes, revokeToken, type TokenWish } from '../../access/personal-tokens.ts';
import { getUser } from '../../access/users.ts';
import { formatDateTime } from '../../model/formats.ts';
import { listPersonalTokens } from '../../store/personal-token.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { parseCount } from '../parse-number.ts';
import { renderTable } from '../table.ts';
import { tellLines } from '../tell-lines.ts';
import { accessTexts } from '../texts/access-texts.ts';
import { withAccess } from '../with-access.ts';

export interface CreateTokenOptions {
  readonly name: string;
  readonly scopes: string;
  readonly days: string;
  readonly json?: boolean;
}

/** @throws PlatformError TOKEN_SCOPE_INVALID, NUMBER_INVALID. */
export function parseTokenWish({ name, scopes, days }: CreateTokenOptions): TokenWish {
  const number = parseCount(days, { option: '--days', command: 'token create', least: 1 });
  return { name, scopes: parseScopes(scopes), days: number };
}

/** `relais token create USER`: the token goes to the standard output, and is never shown again. */
export function createTokenCommand(cli: Cli, username: string, options: CreateTokenOptions): Promise<number> {
  const wish = parseTokenWish(options);
  return withAccess(cli, async (access) => {
    const user = await getUser(access.database, username);
    const { token, kept } = await issueToken(access, user, wish);
    return tellNewToken(cli, { token, kept }, options);
  });
}

/** The token goes to the standard output, for this once; what people are told of it does not. */
export function tellNewToken(
  cli: Cli,
  { token, kept }: { readonly token: string; readonly kept: Pick<ShownToken, 'endsAt'> },
  options: { readonly json?: boolean },
): number {
  if (options.json) cli.terminal.out.write(`${JSON.stringify({ ...kept, token })}\n`);
  else {
    cli.terminal.err.write(`${accessTexts[cli.language].token(formatDateTime(kept.endsAt, cli.language))}\n`);
    cli.terminal.out.write(`${token}\n`);
  }
  return exitCodes.identical;
}

export interface ListTokensOptions {
  readonly user?: string;
  readonly json?: boolean;
}

/** `relais token list`: the tokens by their beginnings. */
export async function listTokensCommand(cli: Cli, options: ListTokensOptions): Promise<number> {
  const store = await cli.openStore();
  try {
    const owner = options.user === undefined ? undefined : await getUser(store.database, options.user);
    const tokens = await listPersonalTokens(store.database, owner?.id);
    const text = options.json ? JSON.stringify(tokens) : renderTokens(tokens, cli).join('\n');
    cli.terminal.out.write(`${text}\n`);
    return exitCodes.identical;
  } finally {
    await store.close();
  }
}

/** `relais token revoke NUMBER`. */
export function revokeTokenCommand(cli: Cli, number: string): Promise<number> {
  const token = parseTokenNumber(number);
  return withAccess(cli, async (access) => {
    await revokeToken(access, token);
    return tellLines(cli, [accessTexts[cli.language].tokenRevoked(token)]);
  });
}

/** @throws PlatformError NUMBER_INVALID. */
export function parseTokenNumber(text: string): number {
  return parseCount(text, { option: 'NUMBER', command: 'token revoke', least: 1 });
}

/** What of a token is shown. */
export type ShownToken = Pick<
  Awaited<ReturnType<typeof listPersonalTokens>>[number],
  'id' | 'username' | 'name' | 'beginning' | 'scopes' | 'endsAt'
> & { readonly revokedAt?: Date | undefined };

export function renderTokens(tokens: readonly ShownToken[], { language }: Cli): readonly string[] {
  const texts = accessTexts[language];
  if (tokens.length === 0) return [texts.noToken];
  const { number, owner, name, beginning, scopes, end } = texts.tokenTitles;
  const endOf = (token: ShownToken) => {
    if (token.revokedAt !== undefined) return texts.revoked;
    const date = formatDateTime(token.endsAt, language);
    return token.endsAt.getTime() <= Date.now() ? `${date} (${texts.past})` : date;
  };
  return renderTable(
    [{ title: number, align: 'right' }, ...[owner, name, beginning, scopes, end].map(leftColumn)],
    tokens.map((token) => [
      String(token.id),
      token.username,
      token.name,
      `${token.beginning}…`,
      token.scopes.join(', '),
      endOf(token),
    ]),
  );
}

function leftColumn(title: string) {
  return { title, align: 'left' } as const;
}
