import { formatDateTime, formatNumber } from '../../model/formats.ts';
import { explainReason } from '../../model/run-reason.ts';
import type { RunState } from '../../model/run-state.ts';
import { modeWords, stateWords, verdictWords } from '../../report/words.ts';
import { trueState } from '../../runs/true-state.ts';
import { listRuns, type Run } from '../../store/run.ts';
import { findRunsInUse } from '../../store/run-lock.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { renderTable } from '../table.ts';

/** `relais runs`: the latest runs, the newest first. */
export async function showRuns(cli: Cli, options: { readonly json?: boolean }): Promise<number> {
  const store = await cli.openStore();
  try {
    const inUse = await findRunsInUse(store.database);
    const runs = await listRuns(store.database);
    const told = runs.map((run) => ({ ...run, state: trueState(run, inUse) }));
    const text = options.json ? JSON.stringify(told) : renderRuns(told, cli).join('\n');
    cli.terminal.out.write(`${text}\n`);
    return exitCodes.identical;
  } finally {
    await store.close();
  }
}

function renderRuns(
  runs: readonly (Omit<Run, 'state'> & { state: RunState | 'interrupted' })[],
  cli: Cli,
): readonly string[] {
  const { language } = cli;
  const say = (fr: string, en: string) => (language === 'fr' ? fr : en);
  if (runs.length === 0) return [say('Aucune exécution.', 'No run.')];
  return renderTable(
    [
      { title: say('n°', 'no.'), align: 'right' },
      { title: say('Créée', 'Created'), align: 'left' },
      { title: '', align: 'left' },
      { title: say('Instances', 'Instances'), align: 'left' },
      { title: say('État', 'State'), align: 'left' },
      { title: 'Verdict', align: 'left' },
      { title: say('Raison', 'Reason'), align: 'left' },
    ],
    runs.map((run) => {
      const verdict = run.outcome && verdictWords(run.outcome.verdict, run.outcome.findings, language);
      return [
        formatNumber(run.id, language),
        formatDateTime(run.createdAt, language),
        modeWords[run.mode][language],
        `${run.sourceReference} → ${run.targetReference}`,
        stateWords[run.state][language],
        verdict ? verdict.word + verdict.addition : '',
        run.stateReason === undefined || verdict ? '' : explainReason(run.stateReason, language),
      ];
    }),
  );
}
