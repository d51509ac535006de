import { listOf } from '@relais/contract/paging.ts';
import { tokenCreatedSchema, tokenSchema } from '@relais/contract/user.ts';
import type { z } from 'zod';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { TokenActions } from '../add-access-commands.ts';
import type { Cli } from '../cli.ts';
import { parseTokenNumber, parseTokenWish, renderTokens, tellNewToken } from '../commands/token.ts';
import { exitCodes } from '../exit-code.ts';
import { tellLines } from '../tell-lines.ts';
import { accessTexts } from '../texts/access-texts.ts';
import { type WithService, whoIs } from './remote-service.ts';

/** `relais token …` at a service: everybody for themselves, and administrators also list and revoke those of others. */
export function remoteTokenActions(cli: Cli, within: WithService): TokenActions {
  return {
    isForOneself: true,
    create: (user, options) => {
      const wish = parseTokenWish(options);
      return within(async (service) => {
        const { username } = await whoIs(service);
        if (!isSame(username, user)) throw new PlatformError('REMOTE_TOKEN_OF_ANOTHER', { args: { user, username } });
        const { token, kept } = tokenCreatedSchema.parse(await service.ask('POST', '/account/tokens', wish));
        return tellNewToken(cli, { token, kept: withDates(kept) }, options);
      });
    },
    list: (options) =>
      within(async (service) => {
        const { user } = options;
        const isOwn = user !== undefined && isSame((await whoIs(service)).username, user);
        const { items } = listOf(tokenSchema).parse(await service.ask('GET', isOwn ? '/account/tokens' : '/tokens'));
        const tokens = items.filter(({ username }) => user === undefined || isSame(username, user)).map(withDates);
        const text = options.json ? JSON.stringify(tokens) : renderTokens(tokens, cli).join('\n');
        cli.terminal.out.write(`${text}\n`);
        return exitCodes.identical;
      }),
    revoke: (number) => {
      const token = parseTokenNumber(number);
      return within(async (service) => {
        const { role } = await whoIs(service);
        await service.ask('DELETE', `${role === 'administrator' ? '' : '/account'}/tokens/${token}`);
        return tellLines(cli, [accessTexts[cli.language].tokenRevoked(token)]);
      });
    },
  };
}

function isSame(username: string, typed: string): boolean {
  return username.toLowerCase() === typed.normalize('NFKC').toLowerCase();
}

function withDates({ endsAt, revokedAt, ...token }: z.infer<typeof tokenSchema>) {
  return { ...token, endsAt: new Date(endsAt), revokedAt: revokedAt === undefined ? undefined : new Date(revokedAt) };
}
