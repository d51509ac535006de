import { inSpan, markFailed, spanOfRun } from '../model/tracing.ts';
import { openQueue, type WorkQueue } from '../queue/work-queue.ts';
import { TimeSlice } from '../replication/open-run.ts';
import { reclaimPieces, reviseQueue } from '../runs/reclaim.ts';
import { settlePiece } from '../runs/settle-piece.ts';
import { type TakenPiece, type Taker, takePiece } from '../runs/take-piece.ts';
import { isAnswering, lookAfterTroubles } from '../runs/troubles.ts';
import { isPieceHeld } from '../store/piece.ts';
import { findRunningRuns } from '../store/run-steps.ts';
import { enterWorker } from '../store/worker.ts';
import { carryPiece } from './carry-piece.ts';
import { endOfFailure } from './end-of-failure.ts';
import { createInstanceGates } from './instance-gates.ts';
import { createOpenRuns, type OpenRuns } from './open-runs.ts';
import { openForWork, type RunOpener } from './opened-run.ts';
import { pause } from './pause.ts';
import { PieceLost, PlaceLost, RunStopped } from './stop-reasons.ts';
import { tellRunSpans } from './tell-run-spans.ts';
import { tellSetAside } from './tell-set-aside.ts';
import { usualPace, type WorkerPace, type WorkerParts } from './worker-parts.ts';

/** What a worker has while its place in the database stands. */
interface Stay {
  readonly parts: WorkerParts;
  readonly pace: WorkerPace;
  readonly queue: WorkQueue;
  readonly taker: Taker;
  readonly runs: OpenRuns;
  /** The pieces that are at hand, by run. */
  readonly atHand: Map<number, PieceAtHand>;
  /** No further piece is begun. */
  readonly stopping: AbortSignal;
  /** Everything ends now. */
  readonly lost: AbortController;
}

interface PieceAtHand {
  readonly pieceId: number;
  /** Stops it. */
  readonly controller: AbortController;
}

/** Works for as long as the worker's place stands, or until it is to stop. @throws what took its place away. */
export async function workForAStay(parts: WorkerParts, stop: AbortSignal, hurry?: AbortSignal): Promise<void> {
  const pace = { ...usualPace, ...parts.pace };
  const { database, name } = parts;
  const presence = await enterWorker(database, name);
  const gates = createInstanceGates(database, presence.workerId);
  const lost = new AbortController();
  const atHand: Stay['atHand'] = new Map();
  const assertHeld: RunOpener['assertHeld'] = async (transaction, runId) => {
    const held = atHand.get(runId);
    const isOurs = held !== undefined && (await isPieceHeld(transaction, held.pieceId, presence.workerId));
    if (!isOurs) throw new PieceLost();
  };
  const opener: RunOpener = { parts, pace, gates, assertHeld };
  const runs = createOpenRuns((run, signal) => openForWork(opener, run, signal), pace.idleOpenRuns);
  const onHurry = () => lost.abort(new RunStopped());
  hurry?.addEventListener('abort', onHurry, { once: true });
  let queue: WorkQueue | undefined;
  try {
    queue = await openQueue(database, {
      maintains: true,
      onComplaint: ({ message }) => parts.say({ fr: message, en: message }),
    });
    const stopping = AbortSignal.any([stop, lost.signal]);
    const stay: Stay = {
      parts,
      pace,
      queue,
      taker: { workerId: presence.workerId, name },
      runs,
      atHand,
      stopping,
      lost,
    };
    const idle = new AbortController();
    const around = [
      every(pace.beatMs, idle.signal, async () => {
        await presence.beat();
        await gates.adjust();
      }),
      every(pace.lookMs, idle.signal, () => lookAround(stay)),
      every(pace.lookMs, idle.signal, () => lookAfter(stay, idle.signal)),
      every(pace.lookMs * 10, idle.signal, () => reviseQueue(stay.queue, database)),
    ];
    await untilFirstFailure([workInLanes(stay).finally(() => idle.abort()), ...around], (error) =>
      lost.abort(new PlaceLost(error)),
    );
  } finally {
    hurry?.removeEventListener('abort', onHurry);
    try {
      await runs.closeAll();
      await queue?.close();
    } finally {
      await presence.leave();
    }
  }
}

/** Does something again and again; waits in between. */
async function every(ms: number, signal: AbortSignal, work: () => Promise<unknown>): Promise<void> {
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      // What the end broke off is no failure.
      if (!signal.aborted) throw error;
    }
    await pause(ms, signal);
  }
}

/** Waits for all; the first that fails is told at once, so that the others end. */
async function untilFirstFailure(works: readonly Promise<void>[], tell: (error: unknown) => void): Promise<void> {
  const outcomes = await Promise.allSettled(
    works.map((work) =>
      work.catch((error: unknown) => {
        tell(error);
        throw error;
      }),
    ),
  );
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/** Stops what is at hand of runs that are not to be worked on any longer, and gives back what dead workers held. */
async function lookAround({ parts, queue, atHand }: Stay): Promise<void> {
  const { database } = parts;
  const running = await findRunningRuns(database, [...atHand.keys()]);
  for (const [runId, { controller }] of atHand) if (!running.has(runId)) controller.abort(new RunStopped());
  const count = await reclaimPieces(queue, database);
  if (count > 0) {
    parts.say({
      fr: `${count} parties reprises d’un exécutant disparu`,
      en: `${count} pieces taken back from a worker that is gone`,
    });
  }
}

/** Looks whether instances that were down are back. */
async function lookAfter({ parts, queue, taker }: Stay, signal: AbortSignal): Promise<void> {
  const isUp = (address: string) => parts.isInstanceUp(address, signal);
  const back = await lookAfterTroubles(queue, parts.database, isUp, taker.name);
  if (back !== undefined) parts.say({ fr: `${back.address} répond de nouveau`, en: `${back.address} answers again` });
}

/** A worker that had a piece so lately looks more often for the next: a step's last piece may be another worker's. */
const betweenPiecesMs = 30_000;
const shortPollMs = 100;

/** As many lanes as runs may be worked on at a time; one piece of a run, so that many workers share a run evenly. */
async function workInLanes(stay: Stay): Promise<void> {
  const lanes = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const { pace, stopping, atHand, runs } = stay;
  let workedAtMs = Number.NEGATIVE_INFINITY;
  while (!stopping.aborted && failures.length === 0) {
    const taken = lanes.size < pace.lanes ? await take(stay) : undefined;
    if (taken === 'passed') continue;
    if (taken === undefined) {
      // What has just ended may have left something to follow, here at once, or by what another worker is about to end.
      const isBetweenPieces = lanes.size === 0 && performance.now() - workedAtMs < betweenPiecesMs;
      const pauseMs = isBetweenPieces ? Math.min(shortPollMs, pace.pollMs) : pace.pollMs;
      await Promise.race([pause(pauseMs, stopping), ...lanes]);
      continue;
    }
    workedAtMs = performance.now();
    await runs.trim(new Set([...atHand.keys(), taken.run.id]));
    const lane: Promise<void> = carry(stay, taken)
      .catch((error: unknown) => {
        failures.push(error);
      })
      .finally(() => {
        workedAtMs = performance.now();
        lanes.delete(lane);
      });
    lanes.add(lane);
  }
  // Its time is up: what is under way is finished as far as the chunk at hand.
  for (const { controller } of atHand.values()) controller.abort(new TimeSlice());
  await Promise.all(lanes);
  if (failures.length > 0) throw failures[0];
}

function take({ queue, parts, taker, atHand }: Stay): Promise<TakenPiece | 'passed' | undefined> {
  return takePiece(queue, parts.database, taker, [...atHand.keys()]);
}

/** One piece, from when it was taken until what became of it is kept. @throws what keeps that from being kept. */
async function carry(stay: Stay, taken: TakenPiece): Promise<void> {
  const { parts, queue, taker, runs, atHand, lost } = stay;
  const { piece } = taken;
  const controller = new AbortController();
  atHand.set(piece.runId, { pieceId: piece.id, controller });
  const endNow = () => controller.abort(lost.signal.reason);
  lost.signal.addEventListener('abort', endNow, { once: true });
  const startedMs = performance.now();
  try {
    const end = await traced(taken, () => doPiece(stay, taken, controller));
    if (end.kind === 'set-aside') await tellSetAside(parts.database, piece, end.failure);
    const isKept = await settlePiece(queue, parts.database, taker, piece, end);
    const { runId: run, task, step, round, key } = piece;
    const code = 'failure' in end ? end.failure.code : undefined;
    const ms = Math.round(performance.now() - startedMs);
    parts.log?.info({ run, task, step, round, piece: key, end: end.kind, code, ms, isKept }, 'piece');
    if (isKept && piece.task === 'conclude') await tellRunSpans(parts, taken.run);
    if (!isKept || piece.task === 'conclude') await runs.drop(piece.runId);
  } finally {
    lost.signal.removeEventListener('abort', endNow);
    atHand.delete(piece.runId);
  }
}

/** A piece is a span below that of its step, or of the run. */
function traced({ piece, run }: TakenPiece, work: () => ReturnType<typeof doPiece>): ReturnType<typeof doPiece> {
  const { task, step, round, key, runId } = piece;
  const isOfStep = task === 'begin' || task === 'work';
  const attributes = { 'relais.run': runId, 'relais.step': step, 'relais.round': round, 'relais.piece': key };
  const parent = spanOfRun(run, isOfStep ? step : undefined);
  return inSpan({ name: isOfStep ? `${task} ${step}` : task, attributes, parent }, async (span) => {
    const end = await work();
    span.setAttributes({ 'relais.end': end.kind });
    if ('failure' in end) markFailed(span, end.failure.code);
    return end;
  });
}

async function doPiece(stay: Stay, taken: TakenPiece, controller: AbortController) {
  const { parts, pace, runs, taker } = stay;
  const { signal } = controller;
  let slice: NodeJS.Timeout | undefined;
  try {
    const opened = await runs.open(taken.run, signal);
    // From here on every take finishes a chunk. Longer each time: it has to look first where the others left off.
    const sliceMs = pace.sliceMs * (1 + taken.piece.timesTaken);
    slice = setTimeout(() => controller.abort(new TimeSlice()), sliceMs);
    return await carryPiece(opened, taken, parts.database, taker.name, signal);
  } catch (error) {
    if (signal.aborted && signal.reason instanceof TimeSlice) return { kind: 'later' } as const;
    // What it knows of the run may be half of it.
    await runs.drop(taken.run.id);
    if (signal.aborted || error instanceof PieceLost) return { kind: 'later' } as const;
    const ask = (address: string) => parts.isInstanceUp(address, stay.lost.signal);
    return endOfFailure(error, taken, (address) => isAnswering(parts.database, address, ask), Math.random());
  } finally {
    clearTimeout(slice);
  }
}
