import type { StageName } from '../model/ledger.ts';
import { endOfRun } from '../runs/end-of-run.ts';
import { isStageName } from '../runs/go-on.ts';
import type { PieceEnd } from '../runs/settle-piece.ts';
import type { TakenPiece } from '../runs/take-piece.ts';
import type { Database } from '../store/database.ts';
import type { KeptPiece } from '../store/piece.ts';
import { addPieces, countSetAside } from '../store/piece.ts';
import { forgetPlan } from '../store/planned-object.ts';
import { saveRunOutcome } from '../store/run.ts';
import { saveSteps } from '../store/run-steps.ts';
import { moveRun } from '../store/run-transition.ts';
import { saveStageStart } from '../store/stage.ts';
import { assertApproved } from './assert-approved.ts';
import type { OpenedRun } from './opened-run.ts';

type Done = Extract<PieceEnd, { kind: 'done' }>;

/** Does what a piece stands for, in a run that is open. What is to be kept of it is kept when the piece is settled. */
export async function carryPiece(
  { engine, progress }: OpenedRun,
  taken: TakenPiece,
  database: Database,
  toldBy: string,
  signal: AbortSignal,
): Promise<Done> {
  progress.beginPart();
  const done = await carry(engine, taken, database, toldBy, signal);
  await progress.flush();
  return done;
}

async function carry(
  engine: OpenedRun['engine'],
  { piece, run }: TakenPiece,
  database: Database,
  toldBy: string,
  signal: AbortSignal,
): Promise<Done> {
  const { runId, round, key } = piece;
  switch (piece.task) {
    case 'open':
      await assertApproved(database, run, engine);
      return { kind: 'done', also: (transaction) => saveSteps(transaction, runId, engine.steps) };
    case 'begin': {
      const step = stageOf(piece);
      const pieces = await engine.piecesOf(step, signal);
      return {
        kind: 'done',
        also: async (transaction) => {
          await saveStageStart(transaction, runId, step);
          await addPieces(
            transaction,
            runId,
            pieces.map((each) => ({ task: 'work', step, ...each })),
          );
        },
      };
    }
    case 'work':
      await engine.workOn(stageOf(piece), { round, key }, signal);
      return { kind: 'done' };
    case 'conclude': {
      const outcome = await engine.conclude();
      const end = endOfRun(outcome, await countSetAside(database, runId));
      return {
        kind: 'done',
        also: async (transaction) => {
          await saveRunOutcome(transaction, runId, outcome);
          await moveRun(transaction, runId, { ...end, toldBy });
          if (outcome.verdict !== 'planned') await forgetPlan(transaction, runId);
        },
      };
    }
  }
}

function stageOf({ step }: KeptPiece): StageName {
  if (!isStageName(step)) throw new Error(`No stage is called ${step}.`);
  return step;
}
