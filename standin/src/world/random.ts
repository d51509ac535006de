/** A source of numbers that look random and are the same in every run. */
export interface Random {
  /** A whole number from 0 up to, and without, the limit. */
  below(limit: number): number;
  /** Whether something happens that happens in this share of cases (0 to 1). */
  chance(share: number): boolean;
  /** One element of a list. */
  pick<T>(list: readonly [T, ...T[]]): T;
}

/** Starts a source from a seed (Weyl sequence, mixed as in the finaliser of MurmurHash3). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  const below = (limit: number): number => next() % limit;
  return {
    below,
    chance: (share) => next() < share * 2 ** 32,
    pick: (list) => list[below(list.length)] ?? list[0],
  };
}
