import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { MappingProblem, MappingProblemKind } from './mapping-result.ts';

/** The counterparts of one type, as they are found; one object never stands for two. */
export interface Pairs {
  readonly pairs: ReadonlyMap<Uid, Uid>;
  readonly problems: readonly MappingProblem[];
  /** Whether something was said of an object of the source already. */
  has(source: Uid): boolean;
  add(source: Uid, target: Uid, name: string, detail: string): void;
  complain(kind: MappingProblemKind, source: Uid | undefined, name: string, detail: string): void;
  /** An object of the source that must have a counterpart by now. */
  expect(source: Uid, name: string): void;
}

export function createPairs(type: MetadataType): Pairs {
  const pairs = new Map<Uid, Uid>();
  const problems: MappingProblem[] = [];
  const told = new Set<Uid>();
  /** For each object of the target what it stands for; nothing where several claimed it. */
  const taken = new Map<Uid, { readonly source: Uid; readonly name: string; readonly detail: string } | undefined>();
  const complain = (kind: MappingProblemKind, uid: Uid | undefined, name: string, detail: string) => {
    if (uid !== undefined) {
      if (told.has(uid)) return;
      told.add(uid);
    }
    problems.push({ kind, type, uid, name, detail });
  };
  return {
    pairs,
    problems,
    complain,
    has: (source) => pairs.has(source) || told.has(source),
    add(source, target, name, detail) {
      if (pairs.get(source) === target) return;
      const before = taken.get(target);
      if (!taken.has(target) && !pairs.has(source) && !told.has(source)) {
        taken.set(target, { source, name, detail });
        pairs.set(source, target);
        return;
      }
      // Neither of two is the right one by chance.
      pairs.delete(source);
      complain('doubled', source, name, detail);
      if (before === undefined) return;
      taken.set(target, undefined);
      pairs.delete(before.source);
      complain('doubled', before.source, before.name, before.detail);
    },
    expect(source, name) {
      if (!pairs.has(source) && !told.has(source)) complain('unmapped', source, name, 'in no table');
    },
  };
}
