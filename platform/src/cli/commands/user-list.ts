import { formatDateTime } from '../../model/formats.ts';
import { type InstanceRight, listInstanceRights } from '../../store/instance-right.ts';
import { listUsers, type User } from '../../store/user.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { renderTable } from '../table.ts';
import { accessTexts, roleWords } from '../texts/access-texts.ts';

type UserWithRights = User & { readonly rights: readonly InstanceRight[] };

/** What of a user is shown. */
export interface ShownUser extends Pick<User, 'username' | 'role' | 'usesOpenId' | 'hasSecondFactor' | 'lastLoginAt'> {
  readonly isDisabled: boolean;
  readonly rights: readonly Pick<InstanceRight, 'instanceName' | 'mayWrite' | 'mayUnmask'>[];
}

/** `relais user list`: the users with their rights; nothing of what they prove themselves with. */
export async function listUsersCommand(cli: Cli, options: { readonly json?: boolean }): Promise<number> {
  const store = await cli.openStore();
  try {
    const users: UserWithRights[] = [];
    for (const user of await listUsers(store.database)) {
      users.push({ ...user, rights: await listInstanceRights(store.database, user.id) });
    }
    const shown = users.map((user) => ({ ...user, isDisabled: user.disabledAt !== undefined }));
    const text = options.json ? JSON.stringify(users) : renderUsers(shown, cli).join('\n');
    cli.terminal.out.write(`${text}\n`);
    return exitCodes.identical;
  } finally {
    await store.close();
  }
}

export function renderUsers(users: readonly ShownUser[], { language }: Cli): readonly string[] {
  const texts = accessTexts[language];
  if (users.length === 0) return [texts.nobody];
  const { titles } = texts;
  return renderTable(
    [titles.name, titles.role, titles.factor, titles.login, titles.rights].map((title) => ({ title, align: 'left' })),
    users.map((user) => [
      user.username,
      roleWords[user.role][language] + (user.isDisabled ? ` (${texts.isDisabled})` : ''),
      user.usesOpenId ? 'OpenID Connect' : user.hasSecondFactor ? texts.yes : texts.no,
      user.lastLoginAt === undefined ? '–' : formatDateTime(user.lastLoginAt, language),
      user.role === 'administrator'
        ? texts.everything
        : user.rights.map((right) => wordsOf(right, texts.right)).join(', '),
    ]),
  );
}

function wordsOf(
  { instanceName, mayWrite, mayUnmask }: ShownUser['rights'][number],
  words: Readonly<Record<'see' | 'write' | 'unmask', string>>,
): string {
  const list = [mayWrite ? words.write : words.see, ...(mayUnmask ? [words.unmask] : [])];
  return `${instanceName} (${list.join(', ')})`;
}
