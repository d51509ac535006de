import { audit } from './audit.ts';
import { dhis2Components } from './dhis2-components.ts';
import { home } from './home.ts';
import { instances } from './instances.ts';
import { journal } from './journal.ts';
import { layout } from './layout.ts';
import { problems } from './problems.ts';
import { run } from './run.ts';
import { runs } from './runs.ts';
import { signIn } from './sign-in.ts';
import { words } from './words.ts';

export const en = { words, layout, problems, signIn, dhis2Components, home, instances, runs, run, journal, audit };
