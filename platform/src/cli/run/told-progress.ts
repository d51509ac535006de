import type { Bilingual } from '../../model/language.ts';
import type { StageName } from '../../model/ledger.ts';
import { hasEnded, type RunState } from '../../model/run-state.ts';
import { stateWords } from '../../report/words.ts';
import type { ProgressDisplay } from '../progress/progress-display.ts';

/** What is known of a run at a moment, whoever carries it out. */
export interface RunLook {
  readonly state: RunState | 'interrupted';
  readonly reason: Bilingual | undefined;
  /** Read before the advances: of a stage that had finished by then, the count is whole. */
  readonly stages: readonly { readonly name: StageName; readonly isFinished: boolean; readonly remark?: string }[];
  readonly advances: readonly {
    readonly stage: StageName;
    readonly done: number;
    readonly expected: number | undefined;
    readonly unit: string;
  }[];
  /** All of them, in the order in which they were told. */
  readonly notices: readonly (Bilingual & { readonly stage: StageName })[];
}

/** Tells a display of a run what it has not been told yet, look by look. */
export function createTold(display: ProgressDisplay): (look: RunLook) => void {
  const started = new Set<StageName>();
  const finished = new Set<StageName>();
  let notices = 0;
  let state = '';

  function tellStages({ stages, advances }: RunLook): void {
    for (const { name, isFinished } of stages) {
      if (!started.has(name)) display.stageStarted(name);
      started.add(name);
      // A run that goes on starts its stages again.
      if (!isFinished) finished.delete(name);
    }
    for (const { stage, done, expected, unit } of advances) {
      if (started.has(stage) && !finished.has(stage)) display.advanced(stage, done, expected, unit);
    }
    for (const { name, isFinished, remark } of stages) {
      if (!isFinished || finished.has(name)) continue;
      finished.add(name);
      display.stageFinished(name, remark);
    }
  }

  function tellState(look: RunLook): void {
    const words = { fr: stateText(look, 'fr'), en: stateText(look, 'en') };
    const isNews = look.state !== 'running' && (look.state === 'interrupted' || !hasEnded(look.state));
    if (isNews && words.en !== state) display.noticed('plan', words);
    state = words.en;
  }

  return (look) => {
    tellStages(look);
    for (const { stage, fr, en } of look.notices.slice(notices)) display.noticed(stage, { fr, en });
    notices = look.notices.length;
    tellState(look);
  };
}

function stateText({ state, reason }: RunLook, language: 'fr' | 'en'): string {
  const word = stateWords[state][language];
  return reason === undefined ? word : [word, reason[language]].join(language === 'fr' ? '\u00A0: ' : ': ');
}
