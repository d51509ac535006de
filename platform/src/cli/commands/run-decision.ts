import type { Access } from '../../access/access.ts';
import { type LogInOutcome, logIn, logInWithCode } from '../../access/log-in.ts';
import { assertMay, subjectOfPair } from '../../access/may.ts';
import { loadPrincipal, type Principal } from '../../access/principal.ts';
import { closeSession } from '../../access/sessions.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { decideRun } from '../../runs/decide-run.ts';
import { loadRun } from '../../store/run.ts';
import { findRunApproval } from '../../store/run-approval.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { parseRunNumber } from '../parse-number.ts';
import { runControlTexts } from '../texts/run-control-texts.ts';
import { withAccess } from '../with-access.ts';
import { withStore } from '../with-store.ts';
import { stateText } from './run-control.ts';

export interface DecisionOptions {
  /** Digest of the plan that was looked at. */
  readonly plan: string;
  readonly remark?: string;
  readonly json?: boolean;
}

/** `relais run plan N`: what a run waits for; the digest is what a decision names. */
export function showPlanCommand(cli: Cli, runNumber: string, options: { readonly json?: boolean }): Promise<number> {
  const run = parseRunNumber(runNumber);
  return withStore(cli, async ({ database }) => {
    const approval = await findRunApproval(database, run);
    if (approval === undefined) throw new PlatformError('APPROVAL_NOT_WAITING', { args: { run } });
    const { planDigest, requestedAt, decision } = approval;
    const text = options.json ? JSON.stringify({ run, planDigest, requestedAt, decision }) : planDigest;
    cli.terminal.out.write(`${text}\n`);
    return exitCodes.identical;
  });
}

/** `relais run approve|reject N --plan DIGEST`: a second person decides, and proves who they are: the machine's account is not enough. */
export function decideRunCommand(
  cli: Cli,
  decision: 'approved' | 'rejected',
  runNumber: string,
  options: DecisionOptions,
): Promise<number> {
  const runId = parseRunNumber(runNumber);
  const { plan: planDigest, remark } = options;
  return withAccess(cli, async (access) => {
    const { database } = access;
    const subject = await subjectOfPair(database, await loadRun(database, runId));
    const entered = await enterAsPerson(cli, access);
    const actor = { ...access.actor, kind: 'user', name: entered.principal.username } as const;
    try {
      assertMay(entered.principal, 'run.approve', subject);
      await decideRun({ ...access, actor }, entered.principal, { runId, planDigest, decision, remark });
    } finally {
      await closeSession({ ...access, actor }, entered.sessionId);
    }
    const run = await loadRun(database, runId);
    const text = options.json
      ? JSON.stringify({ run: runId, state: run.state })
      : runControlTexts[cli.language].runIs(runId, stateText(run, cli.language));
    cli.terminal.out.write(`${text}\n`);
    return exitCodes.identical;
  });
}

/** By `RELAIS_SERVICE_USERNAME` and `RELAIS_SERVICE_PASSWORD`, or by questions; a second factor is asked for where there is one. */
async function enterAsPerson(
  cli: Cli,
  access: Access,
): Promise<{ readonly principal: Principal; readonly sessionId: number }> {
  const known = cli.findCredentials('SERVICE');
  const origin = { address: access.actor.address, userAgent: 'relais run' };
  const username = known.username ?? (await question(cli, 'Utilisateur', 'User', false));
  const password = known.password ?? (await question(cli, 'Mot de passe', 'Password', true));
  let outcome: LogInOutcome = await logIn(access, { username, password, ...origin });
  if (outcome.kind === 'second-factor') {
    const code = await question(cli, 'Code du téléphone', 'Code of the telephone', true);
    outcome = await logInWithCode(access, { challenge: outcome.challenge, code, ...origin });
  }
  if (outcome.kind !== 'logged-in') throw new PlatformError('SECOND_FACTOR_REFUSED');
  const { sessionId } = outcome.session;
  const principal = await loadPrincipal(access.database, outcome.user, { kind: 'session', sessionId });
  return { principal, sessionId };
}

function question(cli: Cli, fr: string, en: string, isSecret: boolean): Promise<string> {
  if (!cli.terminal.canAsk) throw new PlatformError('SERVICE_TOKEN_MISSING');
  return cli.terminal.ask(cli.language === 'fr' ? `${fr}\u00A0: ` : `${en}: `, { isSecret, signal: cli.signal });
}
