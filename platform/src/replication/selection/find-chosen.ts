import { PlatformError } from '../../model/errors/platform-error.ts';
import type { InstanceReader } from '../../model/instance.ts';
import type { MetadataType } from '../../model/metadata-object.ts';
import { isUid, type Uid } from '../../model/uid.ts';
import { parseMoment } from './changed-since.ts';
import { parsePeriodRange } from './period-range.ts';
import type { Chosen, SelectionChoice } from './selection-choice.ts';

/**
 * Finds what was chosen on the source, by UID, code or name.
 * @throws PlatformError TYPE_NAME_UNKNOWN, SELECTION_UNKNOWN, SELECTION_AMBIGUOUS, SELECTION_PERIOD_INVALID,
 * SELECTION_DATE_INVALID: before anything is read at length.
 */
export async function findChosen(
  source: InstanceReader,
  choice: SelectionChoice,
  signal: AbortSignal,
): Promise<Chosen> {
  const { schemas, serverTimeZone } = source.facts;
  const unknown = (choice.types ?? []).filter((name) => schemas.byPlural.get(name)?.metadata !== true);
  if (unknown.length > 0) throw new PlatformError('TYPE_NAME_UNKNOWN', { args: { names: unknown.join(', ') } });
  const period = choice.period === undefined ? undefined : parsePeriodRange(choice.period);
  const since = choice.changedSince === undefined ? undefined : parseMoment(choice.changedSince, serverTimeZone);
  const find = async (types: readonly MetadataType[], words: readonly string[] = []) => {
    const uids = new Set<Uid>();
    for (const word of words) uids.add(await findObject(source, types, word, signal));
    return [...uids];
  };
  return {
    types: [...new Set(choice.types)],
    programs: await find(['programs'], choice.programs),
    dataSets: await find(['dataSets'], choice.dataSets),
    groups: await find(groupTypesOf(source), choice.groups),
    withRecipients: choice.withRecipients ?? false,
    orgUnits: await find(['organisationUnits'], choice.orgUnits),
    period,
    changedSince: since?.text,
    changedSinceMs: since?.ms,
    followsRun: choice.followsRun,
  };
}

/** Every type that groups objects, and every type that groups groups. */
function groupTypesOf(source: InstanceReader): MetadataType[] {
  const schemas = [...source.facts.schemas.byPlural.values()];
  return schemas.filter(({ metadata, plural }) => metadata && /Group(Set)?s$/.test(plural)).map(({ plural }) => plural);
}

interface Match {
  readonly type: MetadataType;
  readonly uid: Uid;
  readonly name: string;
}

async function findObject(
  source: InstanceReader,
  types: readonly MetadataType[],
  word: string,
  signal: AbortSignal,
): Promise<Uid> {
  const [prefix, rest] = word.split(/:(.*)/s);
  const named = rest !== undefined && prefix !== undefined && types.includes(prefix);
  const among = named ? [prefix] : types;
  const matches = await findMatches(source, among, named ? rest : word, signal);
  const [match, second] = matches;
  if (match === undefined) {
    throw new PlatformError('SELECTION_UNKNOWN', { args: { value: word, types: among.join(', ') } });
  }
  if (second !== undefined) {
    const told = matches.slice(0, 10).map(({ type, uid, name }) => `${name} (${type} ${uid})`);
    throw new PlatformError('SELECTION_AMBIGUOUS', { args: { value: word, matches: told.join(', ') } });
  }
  return match.uid;
}

/** An object of that UID, else all of that code or name. */
async function findMatches(
  source: InstanceReader,
  types: readonly MetadataType[],
  word: string,
  signal: AbortSignal,
): Promise<readonly Match[]> {
  const byUid: Match[] = [];
  if (isUid(word)) {
    for (const type of types) {
      for await (const { id } of source.readMetadata(type, { signal, uids: [word], fields: 'id' })) {
        byUid.push({ type, uid: id, name: word });
      }
    }
  }
  if (byUid.length > 0) return byUid;
  const byName: Match[] = [];
  for (const type of types) {
    for await (const { id, code, name } of source.readMetadata(type, { signal, fields: 'id,code,name' })) {
      if (code === word || name === word) byName.push({ type, uid: id, name: String(name ?? code) });
    }
  }
  return byName;
}
