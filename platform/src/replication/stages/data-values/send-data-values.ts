import type { DataValue } from '../../../model/data-value.ts';
import type { DataValueImportOptions } from '../../../model/instance.ts';
import type { Uid } from '../../../model/uid.ts';
import type { RunContext } from '../../run-context.ts';
import type { KnownOfRows } from '../../slices/copy-parts.ts';
import { importRows, type RefusedRow } from '../../slices/import-rows.ts';
import type { SendPace } from '../../slices/send-pace.ts';
import { importCounted } from './import-counted.ts';
import { importUnlooked, type UnlookedFor } from './import-unlooked.ts';
import type { DataValueRules } from './release-rules.ts';
import { sharedFault } from './shared-fault.ts';
import type { TargetPlace } from './target-place.ts';

/** Brings values to the target; resolves to those that it refused when all have been answered. */
export type SendDataValues = (
  values: readonly DataValue[],
  known: Pick<KnownOfRows<DataValue>, 'different'>,
) => Promise<RefusedRow<DataValue>[]>;

/** What the pieces of a stage share in one process: the pace that the target keeps, and the periods that it has by now. */
export interface Sending {
  readonly pace: SendPace;
  readonly knownPeriods: Set<string>;
  /** Ends when no body is on its way that opens a period. */
  opening: Promise<unknown>;
  /** Whether values that a comparison found absent are written without being looked for; until one turns out to be there. */
  readonly unlooked: UnlookedFor;
}

export function createSending(pace: SendPace, rules: Pick<DataValueRules, 'looksForEachValue'>): Sending {
  const unlooked = { isAllowed: rules.looksForEachValue };
  return { pace, knownPeriods: new Set(), opening: Promise.resolve(), unlooked };
}

/** A sender for a stage, or for one piece of it. */
export function createDataValueSender(
  context: RunContext,
  place: TargetPlace,
  rules: DataValueRules,
  sending: Sending,
): SendDataValues {
  const { pace, knownPeriods } = sending;
  const toTarget = createRenaming(context, place);
  const { dryRun } = context.options;
  const alone = context.alone ?? ((_what, _signal, work) => work());
  // A body that fails for good ends the stage: those that wait for their turn are not sent any more.
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);

  async function send(
    values: readonly DataValue[],
    dataSet: Uid | undefined,
    areAbsent = false,
  ): Promise<RefusedRow<DataValue>[]> {
    const options: DataValueImportOptions = {
      signal,
      dataSet: dataSet === undefined ? undefined : context.identity.toTarget(dataSet),
      validateOnly: dryRun ? true : undefined,
    };
    try {
      return await importRows(values, {
        sharedFault,
        send: (rows) =>
          pace.run(rows.length, () => {
            signal.throwIfAborted();
            return importCounted(toTarget(rows), dryRun ? {} : rules, (some) =>
              importUnlooked(sending.unlooked, areAbsent && !dryRun, (unlooked) =>
                context.target.importDataValues(some, { ...options, areAbsent: unlooked }),
              ),
            );
          }),
      });
    } catch (error) {
      stop.abort(error);
      throw error;
    }
  }

  /** One value of each new period, before any other that names it, and never two such bodies at once, whoever sends them. */
  function openPeriods(values: readonly DataValue[]): Promise<RefusedRow<DataValue>[]> {
    const opened = sending.opening.then(() =>
      alone('newPeriods', signal, async () => {
        const refused: RefusedRow<DataValue>[] = [];
        for (const [dataSet, group] of byDataSet(values, place, rules)) refused.push(...(await send(group, dataSet)));
        return refused;
      }),
    );
    // Whoever waits for `opened` hears of its failure; the next opening only has to come after it.
    sending.opening = opened.catch(() => {
      for (const { period } of values) knownPeriods.delete(period);
    });
    return opened;
  }

  return async (values, { different }) => {
    const openers = rules.periodsCollide && !dryRun ? firstOfPeriods(values, knownPeriods) : new Set();
    const refused = openers.size > 0 ? await openPeriods(values.filter((value) => openers.has(value))) : [];
    await sending.opening;
    const others = openers.size > 0 ? values.filter((value) => !openers.has(value)) : values;
    const bodies: Promise<RefusedRow<DataValue>[]>[] = [];
    for (const [dataSet, group] of byDataSet(others, place, rules)) {
      // Bodies of the same size, so that no connection is left with a crumb, or with values that are dear alone: those of option
      // sets cost 2.42 a query each (one body of 7,000 took it 24 s, while the other connections had nothing left).
      const size = Math.ceil(group.length / pace.bodiesFor(group.length));
      for (let at = 0; at < group.length; at += size) {
        const body = group.slice(at, at + size);
        const areAbsent = !body.some((value) => different.has(value));
        bodies.push(send(body, dataSet, areAbsent));
      }
    }
    return refused.concat(...(await Promise.all(bodies)));
  };
}

function firstOfPeriods(values: readonly DataValue[], known: Set<string>): Set<DataValue> {
  const first = new Set<DataValue>();
  for (const value of values) {
    if (known.has(value.period)) continue;
    known.add(value.period);
    first.add(value);
  }
  return first;
}

function byDataSet(
  values: readonly DataValue[],
  place: TargetPlace,
  rules: DataValueRules,
): ReadonlyMap<Uid | undefined, readonly DataValue[]> {
  if (!rules.oneDataSetPerBody) return new Map([[undefined, values]]);
  const groups = new Map<Uid | undefined, DataValue[]>();
  for (const value of values) {
    const dataSet = place.dataSetOf(value);
    const group = groups.get(dataSet);
    if (group === undefined) groups.set(dataSet, [value]);
    else group.push(value);
  }
  return groups;
}

/** Spells values with the target's UIDs; a value without any that is spelled otherwise stays the very same object. */
function createRenaming(
  context: RunContext,
  place: TargetPlace,
): (values: readonly DataValue[]) => readonly DataValue[] {
  const { identity } = context;
  if (identity.size === 0) return (values) => values;
  const renamed = new Map<Uid, Uid>();
  const toTarget = (uid: Uid): Uid => {
    const known = renamed.get(uid);
    if (known !== undefined) return known;
    const name = identity.toTarget(uid);
    renamed.set(uid, name);
    return name;
  };
  return (values) =>
    values.map((value) => {
      const dataElement = toTarget(value.dataElement);
      const orgUnit = toTarget(value.orgUnit);
      const categoryOptionCombo = toTarget(value.categoryOptionCombo);
      const attributeOptionCombo = toTarget(value.attributeOptionCombo);
      const text =
        value.value !== undefined && place.holdsOrgUnits(value.dataElement) ? toTarget(value.value) : value.value;
      const same =
        text === value.value &&
        dataElement === value.dataElement &&
        orgUnit === value.orgUnit &&
        categoryOptionCombo === value.categoryOptionCombo &&
        attributeOptionCombo === value.attributeOptionCombo;
      return same ? value : { ...value, dataElement, orgUnit, categoryOptionCombo, attributeOptionCombo, value: text };
    });
}
