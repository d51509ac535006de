import { explainReason } from '../model/run-reason.ts';
import { isStageName } from '../runs/go-on.ts';
import type { Database } from '../store/database.ts';
import { createLedger } from '../store/ledger.ts';
import { type KeptPiece, type PieceFailure, setAsidePrefix } from '../store/piece.ts';

/**
 * Tells in the ledger that a piece was set aside. What it would have carried is missed by the verification; a piece of the
 * verification itself leaves something unproven, which is as bad as a difference.
 */
export async function tellSetAside(database: Database, piece: KeptPiece, failure: PieceFailure): Promise<void> {
  const { runId, step, round, key } = piece;
  if (!isStageName(step)) return;
  const { code, args } = failure;
  const message =
    code === 'FAULT' ? explainReason({ code: 'RUN_FAULT', args }, 'en') : explainReason({ code, args }, 'en');
  await createLedger(database, runId).finishChunk({
    stage: step,
    key: `${setAsidePrefix}${round}/${key}`,
    counts: {},
    findings: [
      { type: step, key, cause: step === 'verification' ? 'unexplained' : 'refused', code: 'PIECE_SET_ASIDE', message },
    ],
  });
}
