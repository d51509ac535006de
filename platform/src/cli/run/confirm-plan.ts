import type { InstanceFacts } from '../../model/instance.ts';
import type { PlanSummary } from '../../replication/run-request.ts';
import type { Cli } from '../cli.ts';
import { renderPlan } from '../plan-table.ts';
import type { ProgressDisplay } from '../progress/progress-display.ts';
import { runTexts, yesAnswers } from '../texts/run-texts.ts';

/** Shows the plan before the first write and asks, unless the user has said yes already. */
export async function confirmPlan(
  cli: Cli,
  display: ProgressDisplay,
  plan: PlanSummary,
  target: InstanceFacts,
  isConfirmed: boolean,
): Promise<boolean> {
  if (isConfirmed) return true;
  const texts = runTexts[cli.language];
  display.pause();
  cli.terminal.err.write(`${renderPlan(plan, cli.language).join('\n')}\n`);
  try {
    const question = `  ${texts.confirm(`${target.name} (${target.address}, ${target.release})`)}`;
    const answer = await cli.terminal.ask(question, { isSecret: false, signal: cli.signal });
    const isYes = yesAnswers.has(answer.trim().toLowerCase());
    if (!isYes) cli.terminal.err.write(`  ${texts.declined}\n`);
    return isYes;
  } finally {
    display.resume();
  }
}
