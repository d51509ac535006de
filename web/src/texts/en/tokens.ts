import type { Translated } from '../../i18n/texts.ts';
import type { tokens as french } from '../fr/tokens.ts';

export const tokens = {
  allTitle: 'Tokens',
  allIntro: 'The tokens of all accounts: programs use them in the place of a password.',
  caption: 'Tokens',
  owner: 'Account',
  name: 'Name',
  beginning: 'Beginning',
  scopes: 'May',
  ends: 'Until',
  used: 'Last used',
  never: 'never',
  state: 'State',
  states: { valid: 'valid', revoked: 'revoked', ended: 'expired' },
  revoke: 'Revoke',
  revokeTitle: 'Revoke the token “{{name}}”?',
  revokeText: 'Programs that use it are refused from their next request on. A revoked token does not come back.',
  emptyTitle: 'No token',
  emptyText: 'Everybody makes tokens in “My account”, with only the rights that the program needs.',
  toAccount: 'My account',
  scopeNames: { look: 'look', run: 'start runs', define: 'define replications', administer: 'administer' },
} satisfies Translated<typeof french>;
