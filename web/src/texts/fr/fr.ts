import { administration } from './administration.ts';
import { audit } from './audit.ts';
import { dhis2Components } from './dhis2-components.ts';
import { home } from './home.ts';
import { instances } from './instances.ts';
import { journal } from './journal.ts';
import { layout } from './layout.ts';
import { notices } from './notices.ts';
import { problems } from './problems.ts';
import { run } from './run.ts';
import { runs } from './runs.ts';
import { signIn } from './sign-in.ts';
import { tokens } from './tokens.ts';
import { types } from './types.ts';
import { users } from './users.ts';
import { words } from './words.ts';

export const fr = {
  words,
  types,
  layout,
  problems,
  signIn,
  dhis2Components,
  home,
  instances,
  runs,
  run,
  journal,
  audit,
  notices,
  users,
  tokens,
  administration,
} as const;
