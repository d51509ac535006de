import type { ChangeMark } from '../model/changes.ts';
import { digestOf } from '../model/digest.ts';
import type { MetadataType } from '../model/metadata-object.ts';
import { makeCanonicalise } from '../replication/metadata/canonical-object.ts';
import type { Watermark } from '../store/following.ts';
import type { FollowedSource } from './probe.ts';

/**
 * Types whose date moves without anything having changed that a run would carry: an account's at every login, a job's every time that it runs or
 * says that it lives (seen on 2.41.5.1 and 2.42.4.1).
 */
export const restlessTypes: readonly MetadataType[] = ['users', 'jobConfigurations'];

/** The watermark under which the contents of a restless type are kept. */
export function contentsName(type: MetadataType): string {
  return `contents/${type}`;
}

/** What is left of news, and the contents to remember once these are carried. */
export interface RealNews {
  readonly fresh: readonly ChangeMark[];
  readonly contents: ReadonlyMap<string, Watermark>;
}

/** Leaves out objects of restless types that hold what they held: one request for each type that has any. */
export async function withoutSameContent(
  source: FollowedSource,
  fresh: readonly ChangeMark[],
  watermarks: ReadonlyMap<string, Watermark>,
  signal: AbortSignal,
): Promise<RealNews> {
  const contents = new Map<string, Watermark>();
  let left = fresh;
  for (const type of restlessTypes) {
    const uids = fresh.filter((mark) => mark.type === type).map(({ key }) => key);
    if (uids.length === 0) continue;
    const before = watermarks.get(contentsName(type))?.seen ?? {};
    const now = await readContents(source, type, uids, signal);
    const isSame = (uid: string) => now[uid] !== undefined && now[uid] === before[uid];
    left = left.filter((mark) => mark.type !== type || !isSame(mark.key));
    contents.set(contentsName(type), { since: '', seen: { ...before, ...now } });
  }
  return { fresh: left, contents };
}

/** Digests of what of some objects, or of all of a type, a run would carry. */
export async function readContents(
  source: FollowedSource,
  type: MetadataType,
  uids: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const { schemas } = source.facts;
  const canonicalise = makeCanonicalise(type, schemas, schemas);
  const contents: Record<string, string> = {};
  for await (const object of source.readMetadata(type, { signal, uids })) {
    // Whether an account is disabled is not compared, and yet carried in one direction (decision 0019).
    contents[object.id] = digestOf([canonicalise(object), object.disabled]);
  }
  return contents;
}
