import { type Command, Option } from 'commander';
import type { Bilingual } from '../model/language.ts';
import { userRoles } from '../model/user-role.ts';
import type { Cli } from './cli.ts';
import type { CreateTokenOptions, ListTokensOptions } from './commands/token.ts';
import type { AddUserOptions, ChangeUserOptions, ResetUserOptions } from './commands/user.ts';
import type { RotateOptions } from './commands/vault-rotate.ts';
import { accessHelp } from './texts/access-texts.ts';
import { optionTexts } from './texts/help-texts.ts';

type Finish = (exitCode: number) => void;
interface WithJson {
  readonly json?: boolean;
}

// What hashes passwords and makes codes is loaded by the command that needs it: the help of all others is quick.
const users = () => import('./commands/user.ts');
const userList = () => import('./commands/user-list.ts');
const tokens = () => import('./commands/token.ts');
const vaultKeys = () => import('./commands/vault-rotate.ts');

/** What the commands of users do, here or at a service elsewhere. */
export interface UserActions {
  add(name: string, options: AddUserOptions): Promise<number>;
  list(options: WithJson): Promise<number>;
  change(name: string, options: ChangeUserOptions): Promise<number>;
  disable(name: string): Promise<number>;
  enable(name: string): Promise<number>;
  reset(name: string, options: ResetUserOptions): Promise<number>;
}

/** The same of personal tokens. */
export interface TokenActions {
  /** Whether everybody makes tokens in their own name alone. */
  readonly isForOneself: boolean;
  create(user: string, options: CreateTokenOptions): Promise<number>;
  list(options: ListTokensOptions): Promise<number>;
  revoke(number: string): Promise<number>;
}

/** `relais user …`, `relais token …`, `relais vault …`. */
export function addAccessCommands(program: Command, cli: Cli, finish: Finish): void {
  addUserCommands(program, cli, finish, {
    add: async (name, options) => (await users()).addUserCommand(cli, name, options),
    list: async (options) => (await userList()).listUsersCommand(cli, options),
    change: async (name, options) => (await users()).changeUserCommand(cli, name, options),
    disable: async (name) => (await users()).disableUserCommand(cli, name),
    enable: async (name) => (await users()).enableUserCommand(cli, name),
    reset: async (name, options) => (await users()).resetUserCommand(cli, name, options),
  });
  addTokenCommands(program, cli, finish, {
    isForOneself: false,
    create: async (user, options) => (await tokens()).createTokenCommand(cli, user, options),
    list: async (options) => (await tokens()).listTokensCommand(cli, options),
    revoke: async (number) => (await tokens()).revokeTokenCommand(cli, number),
  });
  const say = (text: Bilingual) => text[cli.language];
  program
    .command('vault')
    .description(say(accessHelp.vault))
    .command('rotate')
    .description(say(accessHelp.vaultRotate))
    .option('--drop-old-keys', say(accessHelp.dropOldKeys))
    .option('--json', say(optionTexts.json))
    .action(async (options: RotateOptions) => finish(await (await vaultKeys()).rotateVaultCommand(cli, options)));
}

/** `relais user …`, whoever does what it says. */
export function addUserCommands(program: Command, cli: Cli, finish: Finish, actions: UserActions): void {
  const say = (text: Bilingual) => text[cli.language];
  const user = program.command('user').description(say(accessHelp.user));
  const named = (name: string, description: Bilingual) =>
    user.command(name).description(say(description)).argument('<name>', say(accessHelp.username));
  const role = () => new Option('--role <role>', say(accessHelp.role)).choices([...userRoles]);
  const withRights = (command: Command) =>
    command
      .option('--email <address>', say(accessHelp.email))
      .option('--read <instances>', say(accessHelp.read))
      .option('--write <instances>', say(accessHelp.write))
      .option('--unmask <instances>', say(accessHelp.unmask));
  const withPassword = (command: Command) =>
    command.option('--invite', say(accessHelp.invite)).option('--password-file <file>', say(accessHelp.passwordFile));
  withPassword(withRights(named('add', accessHelp.userAdd).addOption(role().makeOptionMandatory())))
    .option('--openid', say(accessHelp.openId))
    .action(async (name: string, options: AddUserOptions) => finish(await actions.add(name, options)));
  user
    .command('list')
    .description(say(accessHelp.userList))
    .option('--json', say(optionTexts.json))
    .action(async (options: WithJson) => finish(await actions.list(options)));
  withRights(named('change', accessHelp.userChange).addOption(role())).action(
    async (name: string, options: ChangeUserOptions) => finish(await actions.change(name, options)),
  );
  named('disable', accessHelp.userDisable).action(async (name: string) => finish(await actions.disable(name)));
  named('enable', accessHelp.userEnable).action(async (name: string) => finish(await actions.enable(name)));
  withPassword(named('reset', accessHelp.userReset))
    .option('--second-factor', say(accessHelp.secondFactor))
    .action(async (name: string, options: ResetUserOptions) => finish(await actions.reset(name, options)));
}

/** `relais token …`, whoever does what it says. */
export function addTokenCommands(program: Command, cli: Cli, finish: Finish, actions: TokenActions): void {
  const say = (text: Bilingual) => text[cli.language];
  const token = program.command('token').description(say(accessHelp.token));
  token
    .command('create')
    .description(say(actions.isForOneself ? accessHelp.tokenCreateOwn : accessHelp.tokenCreate))
    .argument('<user>', say(actions.isForOneself ? accessHelp.ownUsername : accessHelp.username))
    .requiredOption('--name <use>', say(accessHelp.tokenName))
    .option('--scopes <scopes>', say(accessHelp.scopes), 'look')
    .option('--days <number>', say(accessHelp.days), '90')
    .option('--json', say(optionTexts.json))
    .action(async (user: string, options: CreateTokenOptions) => finish(await actions.create(user, options)));
  token
    .command('list')
    .description(say(accessHelp.tokenList))
    .option('--user <name>', say(accessHelp.ofUser))
    .option('--json', say(optionTexts.json))
    .action(async (options: ListTokensOptions) => finish(await actions.list(options)));
  token
    .command('revoke')
    .description(say(accessHelp.tokenRevoke))
    .argument('<number>', say(accessHelp.tokenNumber))
    .action(async (number: string) => finish(await actions.revoke(number)));
}
