import { PlatformError } from '../../../model/errors/platform-error.ts';
import type { InstanceWriter } from '../../../model/instance.ts';
import type { TrackerObject, TrackerType } from '../../../model/tracker-objects.ts';
import { uidOf } from './object-access.ts';
import type { Pace } from './pace.ts';
import { type Refusal, readRefusals, unnamedRefusal } from './refusals.ts';

export interface SendOptions {
  readonly writer: InstanceWriter;
  readonly pace: Pace;
  readonly signal: AbortSignal;
  readonly validateOnly: boolean;
}

/** Below this a slow request is not the fault of its size. */
const fewestObjects = 25;

/**
 * Sends objects of one kind, flat, one request after the other, and says which of them the target refused. A request
 * that is refused without names, and one that timed out, is split, down to the single object: one bad object never
 * holds back the others. Every import can be repeated, so whatever the target did before a time-out is found again.
 */
export async function sendObjects(
  type: TrackerType,
  objects: readonly TrackerObject[],
  options: SendOptions,
): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  for (let start = 0; start < objects.length; ) {
    const batch = objects.slice(start, start + options.pace.objectsPerRequest);
    refusals.push(...(await sendBatch(type, batch, options)));
    start += batch.length;
  }
  return refusals;
}

/** What an import says of metadata that it does not find (API.md §9.3). */
const notFoundCodes: ReadonlySet<string> = new Set('E1005 E1006 E1010 E1011 E1013 E1069 E1070 E1304 E4006'.split(' '));

/**
 * Whether nothing of a request was taken because metadata were not found. A 2.42.4.1 said so of one of four requests that came at the same
 * time (E1005, of a type that the three others had found), and took it when it was asked again.
 */
function wasLookedUpInVain(batch: readonly TrackerObject[], refusals: readonly Refusal[]): boolean {
  return (
    batch.length > 1 &&
    refusals.length === batch.length &&
    refusals.every(({ codes }) => codes.every((code) => notFoundCodes.has(code)))
  );
}

async function sendBatch(
  type: TrackerType,
  batch: readonly TrackerObject[],
  options: SendOptions,
  isSecond = false,
): Promise<Refusal[]> {
  const { writer, pace, signal, validateOnly } = options;
  const startedAt = performance.now();
  try {
    const report = await writer.importTracker({ [type]: batch }, { signal, validateOnly });
    pace.answered(batch.length, performance.now() - startedAt);
    const { refusals, incomplete } = readRefusals(type, batch, report);
    if (!validateOnly && !isSecond && wasLookedUpInVain(batch, refusals)) return sendBatch(type, batch, options, true);
    if (!incomplete) return [...refusals];
    const [only] = batch;
    if (batch.length === 1 && only !== undefined) {
      return refusals.length > 0 ? [...refusals] : [unnamedRefusal(type, only, report)];
    }
    const named = new Set(refusals.map(({ uid }) => uid));
    const rest = report.detailed ? batch.filter((object) => !isNamed(object, type, named)) : batch;
    return [...(report.detailed ? refusals : []), ...(await sendHalves(type, rest, options))];
  } catch (error) {
    if (!isTimeout(error) || batch.length < 2 * fewestObjects) throw error;
    pace.overwhelmed();
    return sendHalves(type, batch, options);
  }
}

async function sendHalves(
  type: TrackerType,
  batch: readonly TrackerObject[],
  options: SendOptions,
): Promise<Refusal[]> {
  if (batch.length === 0) return [];
  if (batch.length === 1) return sendBatch(type, batch, options);
  const middle = Math.ceil(batch.length / 2);
  const first = await sendBatch(type, batch.slice(0, middle), options);
  return [...first, ...(await sendBatch(type, batch.slice(middle), options))];
}

function isNamed(object: TrackerObject, type: TrackerType, named: ReadonlySet<string>): boolean {
  return named.has(uidOf(type, object));
}

function isTimeout(error: unknown): boolean {
  return error instanceof PlatformError && error.code === 'DHIS2_TIMEOUT';
}
