import type { Right } from '../../../api/users.ts';

/** What somebody may do on an instance, from little to much. */
export const rightLevels = ['none', 'see', 'write'] as const;
export type RightLevel = (typeof rightLevels)[number];

export function levelOf(rights: readonly Right[], instance: string): RightLevel {
  const right = rights.find((each) => each.instance === instance);
  if (right === undefined) return 'none';
  return right.mayWrite ? 'write' : 'see';
}

/** Rights with another level on one instance; whoever sees nothing there unmasks nothing there. */
export function withLevel(rights: readonly Right[], instance: string, level: RightLevel): readonly Right[] {
  const others = rights.filter((each) => each.instance !== instance);
  if (level === 'none') return others;
  const mayUnmask = rights.find((each) => each.instance === instance)?.mayUnmask ?? false;
  return [...others, { instance, mayWrite: level === 'write', mayUnmask }];
}
