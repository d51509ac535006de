import { z } from 'zod';
import type { Entry, EntryRefusal } from '../../model/entry.ts';
import type { MetadataType } from '../../model/metadata-object.ts';
import type { TrackerSelection } from '../../model/tracker-objects.ts';
import type { Uid } from '../../model/uid.ts';
import type { Query } from '../api-request.ts';
import { ask, isSuccess, refusalOfEntry } from '../ask.ts';
import { type Client, getJson } from '../client.ts';
import { readMetadata } from '../reader/metadata.ts';
import { countTracker, readTracker } from '../reader/tracker.ts';
import { cut } from './cut.ts';
import type { EntryAccess } from './entry-access.ts';

/**
 * Which org unit owns a tracked entity in a program (API.md §9.3). Key: `program/trackedEntity`; content: `{orgUnit}`.
 *
 * There may be ten million, so a slice is a program and a span of days on which its tracked entities were enrolled:
 * `program/orgUnit/from..to`. Not a smaller org unit, because releases differ in what it finds: 2.40.1 lists by the org
 * unit of registration, later ones by the owner, which is what is compared here.
 */
export const programOwnersAccess: EntryAccess = {
  isOffered: () => true,
  slices: findSlices,
  read: readSlice,
  async write(client, slice, entries, { signal }) {
    const [program = ''] = slice.split('/');
    const refusals: EntryRefusal[] = [];
    for (const some of cut(entries, lookedUpTogether)) {
      refusals.push(...(await transferSome(client, program, some, signal)));
    }
    return refusals;
  },
  async remove(_client, _slice, entries) {
    const message = 'An owner can be replaced, never removed.';
    return entries.map(({ key }) => ({ key, cause: 'impossible', code: 'NO_WAY_TO_REMOVE', message }));
  },
};

/** Tracked entities of one slice, unless more were enrolled on a single day. */
const manyEntities = 20_000;
/** So many UIDs keep an address short. */
const lookedUpTogether = 100;
const firstDay = '1900-01-01';
const lastDay = '2199-12-31';

const programSchema = z.looseObject({
  id: z.string(),
  programType: z.string().optional(),
  trackedEntityType: z.looseObject({ id: z.string() }).nullish(),
});
const orgUnitSchema = z.looseObject({ id: z.string(), path: z.string().default('') });

async function* findSlices(client: Client, signal: AbortSignal): AsyncGenerator<string> {
  const roots = await topmostOrgUnits(client, signal);
  const fields = 'id,programType,trackedEntityType[id]';
  for await (const object of readMetadata(client, 'programs', { fields, signal })) {
    const { id: program, programType, trackedEntityType } = programSchema.parse(object);
    if (programType === 'WITHOUT_REGISTRATION' || !trackedEntityType) continue;
    for (const orgUnit of roots) {
      for await (const { from, to } of spans(client, { program, orgUnit }, { from: firstDay, to: lastDay }, signal)) {
        yield `${program}/${orgUnit}/${from}..${to}`;
      }
    }
  }
}

/** The account's org units that lie below none of the others: together they show all that it can see. */
async function topmostOrgUnits(client: Client, signal: AbortSignal): Promise<readonly Uid[]> {
  const { organisationUnits, searchOrganisationUnits } = client.facts.account;
  const uids = [...new Set([...organisationUnits, ...searchOrganisationUnits])];
  const units: z.infer<typeof orgUnitSchema>[] = [];
  for await (const unit of readMetadata(client, 'organisationUnits', { uids, fields: 'id,path', signal })) {
    units.push(orgUnitSchema.parse(unit));
  }
  const isBelow = (path: string, other: string) => path !== other && path.startsWith(`${other}/`);
  return units.filter(({ path }) => !units.some((other) => isBelow(path, other.path))).map(({ id }) => id);
}

interface DaySpan {
  readonly from: string;
  readonly to: string;
}

async function* spans(
  client: Client,
  selection: TrackerSelection,
  span: DaySpan,
  signal: AbortSignal,
): AsyncGenerator<DaySpan> {
  const count = await countTracker(client, 'trackedEntities', { ...selection, enrolledOn: span }, signal);
  if (count === 0) return;
  const days = dayNumber(span.to) - dayNumber(span.from);
  if (count <= manyEntities || days === 0) {
    yield span;
    return;
  }
  const middle = dayNumber(span.from) + Math.floor(days / 2);
  yield* spans(client, selection, { from: span.from, to: dayOf(middle) }, signal);
  yield* spans(client, selection, { from: dayOf(middle + 1), to: span.to }, signal);
}

const msPerDay = 86_400_000;

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / msPerDay;
}

function dayOf(number: number): string {
  return new Date(number * msPerDay).toISOString().slice(0, 10);
}

const ownersSchema = z.looseObject({
  trackedEntity: z.string().optional(),
  programOwners: z.array(z.looseObject({ program: z.string(), orgUnit: z.string() })).default([]),
});

async function* readSlice(client: Client, slice: string, signal: AbortSignal): AsyncGenerator<Entry> {
  const [program = '', orgUnit = '', days = ''] = slice.split('/');
  if (!(await isThere(client, 'programs', program, signal))) return;
  if (!(await isThere(client, 'organisationUnits', orgUnit, signal))) return;
  const [from = firstDay, to = lastDay] = days.split('..');
  const fields = 'trackedEntity,programOwners[program,orgUnit]';
  const selection = { program, orgUnit, fields, enrolledOn: { from, to } };
  for await (const object of readTracker(client, 'trackedEntities', selection, signal)) {
    const { trackedEntity, programOwners: owners } = ownersSchema.parse(object);
    const owner = owners.find((each) => each.program === program);
    if (owner !== undefined) yield { key: `${program}/${trackedEntity}`, content: { orgUnit: owner.orgUnit } };
  }
}

/** An instance refuses a listing by what it does not know. */
async function isThere(client: Client, type: MetadataType, uid: Uid, signal: AbortSignal): Promise<boolean> {
  for await (const _object of readMetadata(client, type, { uids: [uid], fields: 'id', signal })) return true;
  return false;
}

const contentSchema = z.object({ orgUnit: z.string() });

/**
 * Transfers what has an owner, and looks whether it came about: up to 2.41 the server says `Ownership transferred` too
 * where it knows no such tracked entity or org unit, and where there is no owner yet (observed).
 */
async function transferSome(
  client: Client,
  program: Uid,
  entries: readonly Entry[],
  signal: AbortSignal,
): Promise<EntryRefusal[]> {
  const before = await findOwners(client, program, entries, signal);
  const refusals = entries.filter(({ key }) => !before.has(key)).map(({ key }) => ({ key, ...noOwner }));
  const transferred: Entry[] = [];
  for (const entry of entries.filter(({ key }) => before.has(key))) {
    const refusal = await transfer(client, entry, signal);
    if (refusal === undefined) transferred.push(entry);
    else refusals.push(refusal);
  }
  if (transferred.length === 0) return refusals;
  const after = await findOwners(client, program, transferred, signal);
  const isElsewhere = ({ key, content }: Entry) => after.get(key) !== contentSchema.parse(content).orgUnit;
  return [...refusals, ...transferred.filter(isElsewhere).map(({ key }) => ({ key, ...notDone }))];
}

const noOwner = {
  code: 'OWNER_NOT_TRANSFERRED',
  message: 'The target has no owner of this tracked entity in this program that could be replaced.',
};
const notDone = {
  code: 'OWNER_NOT_TRANSFERRED',
  message: 'The target says that it transferred the ownership, and did not.',
};

async function transfer(
  client: Client,
  { key, content }: Entry,
  signal: AbortSignal,
): Promise<EntryRefusal | undefined> {
  const [program = '', trackedEntity = ''] = key.split('/');
  const { ownershipTrackedEntityKey, ownershipOrgUnitKey } = client.capabilities;
  const query: Query = [
    [ownershipTrackedEntityKey, trackedEntity],
    ['program', program],
    [ownershipOrgUnitKey, contentSchema.parse(content).orgUnit],
  ];
  const answer = await ask(client, { method: 'PUT', path: '/api/tracker/ownership/transfer', query, signal });
  return isSuccess(answer) ? undefined : refusalOfEntry(key, answer);
}

const listSchema = z.looseObject({
  trackedEntities: z.array(ownersSchema).optional(),
  instances: z.array(ownersSchema).optional(),
});

/** The owners in the program of those that the instance has, by the entry's key. */
async function findOwners(
  client: Client,
  program: Uid,
  entries: readonly Entry[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Uid>> {
  const uids = entries.map(({ key }) => key.split('/')[1] ?? '');
  const { trackedEntitiesKey, uidSeparator } = client.capabilities;
  const query: Query = [
    [trackedEntitiesKey, uids.join(uidSeparator)],
    ['fields', 'trackedEntity,programOwners[program,orgUnit]'],
    ['pageSize', String(uids.length)],
  ];
  const reply = await getJson(client.transport, '/api/tracker/trackedEntities', query, listSchema, signal);
  const owners = new Map<string, Uid>();
  for (const { trackedEntity, programOwners: held } of reply.trackedEntities ?? reply.instances ?? []) {
    const owner = held.find((each) => each.program === program);
    if (owner !== undefined) owners.set(`${program}/${trackedEntity}`, owner.orgUnit);
  }
  return owners;
}
