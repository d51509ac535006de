import { mayDelete } from '../../replication/deletions/deletion-policy.ts';
import type { RunOptions } from '../../replication/run-context.ts';
import { stagesOfARun } from '../../replication/stages/stages.ts';
import type { Cli } from '../cli.ts';
import { createJsonDisplay } from '../progress/json-display.ts';
import { createLiveDisplay } from '../progress/live-display.ts';
import { createPlainDisplay } from '../progress/plain-display.ts';
import type { ProgressDisplay } from '../progress/progress-display.ts';

/** The display that fits: JSON for programs, bars on a terminal, lines elsewhere. Always on the error stream. */
export function createDisplay(cli: Cli, isJson: boolean, chosen: RunOptions): ProgressDisplay {
  const output = cli.terminal.err;
  const now = () => performance.now();
  if (isJson) return createJsonDisplay(output, now);
  // A stage that would wait for ever is not shown.
  const stages = stagesOfARun.filter((stage) => stage !== 'deletions' || mayDelete(chosen));
  const options = { stages, output, language: cli.language, hasColour: output.hasColour, now };
  return output.isLive ? createLiveDisplay(options) : createPlainDisplay(options);
}
