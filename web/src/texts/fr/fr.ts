import { account } from './account.ts';
import { administration } from './administration.ts';
import { audit } from './audit.ts';
import { dhis2Components } from './dhis2-components.ts';
import { diff } from './diff.ts';
import { help } from './help.ts';
import { home } from './home.ts';
import { instances } from './instances.ts';
import { journal } from './journal.ts';
import { layout } from './layout.ts';
import { mapping } from './mapping.ts';
import { notices } from './notices.ts';
import { problems } from './problems.ts';
import { replications } from './replications.ts';
import { run } from './run.ts';
import { runs } from './runs.ts';
import { schedule } from './schedule.ts';
import { selection } from './selection.ts';
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
  diff,
  mapping,
  replications,
  schedule,
  selection,
  runs,
  run,
  journal,
  audit,
  account,
  help,
  notices,
  users,
  tokens,
  administration,
} as const;
