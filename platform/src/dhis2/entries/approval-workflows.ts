import { z } from 'zod';
import type { Uid } from '../../model/uid.ts';
import type { Client } from '../client.ts';
import { readMetadata } from '../reader/metadata.ts';

/** A workflow of approvals, as far as approving goes. */
export interface ApprovalWorkflow {
  readonly uid: Uid;
  readonly attributeOptionCombos: readonly Uid[];
  /** The levels of org units at which it is approved, the lowest in the hierarchy (the greatest number) first. */
  readonly orgUnitLevels: readonly number[];
}

const reference = z.looseObject({ id: z.string() });
const workflowSchema = z.looseObject({
  id: z.string(),
  categoryCombo: z.looseObject({ categoryOptionCombos: z.array(reference).default([]) }).nullish(),
  dataApprovalLevels: z.array(z.looseObject({ orgUnitLevel: z.number() })).default([]),
});

const fields = 'id,categoryCombo[categoryOptionCombos[id]],dataApprovalLevels[id,orgUnitLevel]';

/** Workflows that can approve anything: those with levels; as they were when first asked for since `forgetLookUps`. */
export const workflowsOf = (client: Client, signal: AbortSignal) => workflows.ask(client, signal);

/** The hierarchy as it was when first asked for since `forgetLookUps`. */
export const orgUnitPaths = (client: Client, signal: AbortSignal) => hierarchy.ask(client, signal);

/** Asks for workflows and org units anew when they are wanted next. */
export function forgetLookUps(client: Client): void {
  workflows.forget(client);
  hierarchy.forget(client);
}

async function readWorkflows(client: Client, signal: AbortSignal): Promise<ReadonlyMap<Uid, ApprovalWorkflow>> {
  const workflows = new Map<Uid, ApprovalWorkflow>();
  for await (const object of readMetadata(client, 'dataApprovalWorkflows', { fields, signal })) {
    const { id, categoryCombo, dataApprovalLevels } = workflowSchema.parse(object);
    if (dataApprovalLevels.length === 0) continue;
    const levels = new Set(dataApprovalLevels.map(({ orgUnitLevel }) => orgUnitLevel));
    workflows.set(id, {
      uid: id,
      attributeOptionCombos: (categoryCombo?.categoryOptionCombos ?? []).map((combo) => combo.id),
      orgUnitLevels: [...levels].sort((left, right) => right - left),
    });
  }
  return workflows;
}

/** Where the org units lie; their level is the length of the path. */
export interface OrgUnitPaths {
  /** The org unit and those above it, from the top; empty for one that is unknown. */
  pathOf(uid: Uid): readonly Uid[];
  /** Org units at one of these levels below which none lies at the lowest of them. */
  withoutLowest(levels: readonly number[]): readonly Uid[];
}

const orgUnitSchema = z.looseObject({ id: z.string(), path: z.string().default('') });

async function readPaths(client: Client, signal: AbortSignal): Promise<OrgUnitPaths> {
  const paths = new Map<Uid, string>();
  for await (const object of readMetadata(client, 'organisationUnits', { fields: 'id,path', signal })) {
    const { id, path } = orgUnitSchema.parse(object);
    paths.set(id, path);
  }
  const pathOf = (uid: Uid) => (paths.get(uid) ?? '').split('/').filter((part) => part !== '');
  return {
    pathOf,
    withoutLowest(levels) {
      const [lowest = 0, ...upper] = levels;
      const all = [...paths.keys()].map(pathOf);
      const above = new Set(all.filter((path) => path.length === lowest).flat());
      const isLone = (path: readonly Uid[]) => upper.includes(path.length) && !above.has(path.at(-1) ?? '');
      return all.filter(isLone).flatMap((path) => path.slice(-1));
    },
  };
}

const workflows = onceUntilForgotten(readWorkflows);
const hierarchy = onceUntilForgotten(readPaths);

/** What approvals are read by is asked for once: they are read period by period, and it is the same for all. A failure is not kept. */
function onceUntilForgotten<T>(read: (client: Client, signal: AbortSignal) => Promise<T>) {
  const known = new WeakMap<Client, Promise<T>>();
  return {
    forget: (client: Client) => known.delete(client),
    ask(client: Client, signal: AbortSignal): Promise<T> {
      const found = known.get(client);
      if (found !== undefined) return found;
      const reading = read(client, signal);
      known.set(client, reading);
      reading.catch(() => known.get(client) === reading && known.delete(client));
      return reading;
    },
  };
}
