import type { Counts } from '../../../model/counts.ts';
import type { Finding } from '../../../model/finding.ts';
import type { TrackerObject } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import { spread, textLaneA } from '../../slices/row-hash.ts';
import type { ComparisonTable } from './comparison-table.ts';
import { toFindings } from './dependants.ts';
import { fixedDifference } from './fixed-differences.ts';
import { toImportForm } from './import-form.ts';
import { textOf, uidOf } from './object-access.ts';
import type { Refusal } from './refusals.ts';
import { withRemovedValues } from './removed-values.ts';
import { sendObjects } from './send-objects.ts';
import type { TrackerSlice } from './tracker-slice.ts';
import type { TrackerWork } from './tracker-work.ts';
import { asTakenAgain, bringFiles, type WindowFiles } from './window-files.ts';

/** What became of the objects of one window. */
export interface WindowOutcome {
  readonly counts: Partial<Counts>;
  readonly findings: readonly Finding[];
  /** The files that the objects name; none where they name none. */
  readonly files: Partial<Counts> | undefined;
}

/** The objects of a window by what has to be done with them. */
interface WindowPlan {
  /** To be opened first, because a completion date is only taken together with a change of status. */
  readonly reopened: TrackerObject[];
  readonly sent: TrackerObject[];
  readonly created: ReadonlySet<Uid>;
  readonly impossible: Finding[];
  readonly unchanged: number;
}

/** Brings one window of source objects over: compares, sends what differs, and reads the target's answer. */
export async function importWindow(
  work: TrackerWork,
  slice: TrackerSlice,
  table: ComparisonTable,
  objects: readonly TrackerObject[],
): Promise<WindowOutcome> {
  const plan = planWindow(work, slice, table, objects);
  const sources = new Map(objects.map((object) => [uidOf(slice.type, object), object]));
  const files = await bringFiles(work, slice, table, plan, sources);
  const refusals = await sendInLanes(work, slice, { ...plan, sent: files.sent }, table.size === 0);
  const stillRefused = await sendAgain(work, slice, { plan, files, refusals });
  const refused = new Set(stillRefused.map(({ uid }) => uid));
  const held = [...files.without.values()].filter(({ key }) => !refused.has(key));
  const failed = new Set([...refused, ...files.without.keys()]);
  const created = [...plan.created].filter((uid) => !failed.has(uid)).length;
  return {
    counts: {
      read: objects.length,
      created,
      updated: plan.sent.length - failed.size - created,
      unchanged: plan.unchanged,
      refused: failed.size,
      impossible: plan.impossible.length,
    },
    findings: [
      ...(await toFindings(work.context, slice.type, stillRefused, sources)),
      ...plan.impossible,
      ...files.findings,
      ...held,
    ],
    files: files.counts,
  };
}

/** Sends updates that were refused for a file that they hold already once more without it; see `asTakenAgain`. */
async function sendAgain(
  { context, pace }: TrackerWork,
  slice: TrackerSlice,
  { plan, files, refusals }: { readonly plan: WindowPlan; readonly files: WindowFiles; readonly refusals: Refusal[] },
): Promise<Refusal[]> {
  const assigned = new Set(refusals.flatMap(({ uid, codes }) => (codes.includes('E1009') ? [uid] : [])));
  const again = files.sent.flatMap((object) => {
    const uid = uidOf(slice.type, object);
    const rest = assigned.has(uid) && !plan.created.has(uid) ? asTakenAgain(object, slice, files) : undefined;
    return rest === undefined ? [] : [rest];
  });
  if (again.length === 0) return refusals;
  const options = { writer: context.target, pace, signal: context.signal, validateOnly: context.options.dryRun };
  const sentAgain = new Set(again.map((object) => uidOf(slice.type, object)));
  const others = refusals.filter(({ uid }) => !sentAgain.has(uid));
  return [...others, ...(await sendObjects(slice.type, again, options))];
}

function planWindow(
  work: TrackerWork,
  slice: TrackerSlice,
  table: ComparisonTable,
  objects: readonly TrackerObject[],
): WindowPlan {
  const { type } = slice;
  const plan = { reopened: [], sent: [], created: new Set<Uid>(), impossible: [], unchanged: 0 } as {
    -readonly [key in keyof WindowPlan]: WindowPlan[key];
  } & { created: Set<Uid> };
  for (const source of objects) {
    const object = toImportForm(source, { slice, toTargetUid: work.target.toItsUid });
    const found = table.compare(object);
    if (found === 'equal') plan.unchanged++;
    else if (found === 'absent') {
      plan.created.add(uidOf(type, object));
      plan.sent.push(object);
    } else if (type === 'relationships') plan.impossible.push(fixedRelationship(uidOf(type, object)));
    else {
      const fixedCode = found === 'different' ? table.fixedCode(object) : undefined;
      if (fixedCode !== undefined) {
        plan.impossible.push(fixedDifference(type, uidOf(type, object), fixedCode));
        continue;
      }
      if (found === 'completed-at-another-time') plan.reopened.push(asReopened(object));
      plan.sent.push(withRemovedValues(object, slice, work.target.toItsUid));
    }
  }
  return plan;
}

/** Relationships cannot be updated (API.md §9.2, E4015). */
function fixedRelationship(uid: Uid): Finding {
  const message = 'the target has this relationship with another type or other ends, and the API cannot change them';
  return { type: 'relationships', key: uid, cause: 'impossible', code: 'RELATIONSHIP_CANNOT_BE_CHANGED', message };
}

function asReopened(object: TrackerObject): TrackerObject {
  const { completedAt: _, ...rest } = object;
  return { ...rest, status: 'ACTIVE' };
}

async function sendInLanes(
  work: TrackerWork,
  slice: TrackerSlice,
  plan: WindowPlan,
  isTargetBlank: boolean,
): Promise<Refusal[]> {
  const { context, pace } = work;
  const { dryRun } = context.options;
  if (plan.sent.length === 0 || (dryRun && isTargetBlank && hasParents(slice))) return [];
  const startedAt = performance.now();
  const lanes = lanesOf(slice, plan.sent, slice.type === 'relationships' ? 1 : pace.lanes);
  const options = { writer: context.target, pace, signal: context.signal, validateOnly: dryRun };
  const reopened = new Set(plan.reopened.map((object) => uidOf(slice.type, object)));
  const results = await Promise.allSettled(
    lanes.map(async (lane) => {
      const toReopen = lane.filter((object) => reopened.has(uidOf(slice.type, object))).map(asReopened);
      if (!dryRun) await sendObjects(slice.type, toReopen, options);
      return sendObjects(slice.type, lane, options);
    }),
  );
  const refusals = results.flatMap((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
  pace.windowDone(plan.sent.length, performance.now() - startedAt);
  return dryRun ? refusals.filter(isForItself) : refusals;
}

/** Objects whose parents are created in the same run: a blank target has none of them while nothing is written. */
function hasParents(slice: TrackerSlice): boolean {
  return slice.type !== 'trackedEntities' && !(slice.type === 'events' && slice.program?.withRegistration === false);
}

/** What a dry run is told because nothing was written before it: missing metadata and missing parents (API.md §9.3). */
const missingReferenceCodes: ReadonlySet<string> = new Set([
  'E1005',
  'E1006',
  'E1010',
  'E1011',
  'E1013',
  'E1041',
  'E1049',
  'E1068',
  'E1069',
  'E1070',
  'E1081',
  'E1084',
  'E1304',
  'E4006',
  'E4012',
  'E5000',
]);

function isForItself({ codes }: Refusal): boolean {
  return codes.some((code) => !missingReferenceCodes.has(code));
}

/**
 * Parallel requests may not touch the same tracked entity: the import of an enrollment or event also writes its entity,
 * and two transactions would wait for each other (API.md §12, "Concurrency").
 */
export function lanesOf(slice: TrackerSlice, objects: readonly TrackerObject[], count: number): TrackerObject[][] {
  const lanes: TrackerObject[][] = Array.from({ length: count }, () => []);
  for (const object of objects) {
    const owner = textOf(object, 'trackedEntity') ?? textOf(object, 'enrollment') ?? uidOf(slice.type, object);
    lanes[(spread(textLaneA(owner)) >>> 0) % count]?.push(object);
  }
  return lanes.filter((lane) => lane.length > 0);
}
