/** Numbers for names, so that a million rows can share one copy of each UID and period. */
export interface Interner {
  /** The number of a name, given out on first use. */
  of(name: string): number;
  /** The number of a name that is known, else undefined. */
  find(name: string): number | undefined;
  name(number: number): string;
  readonly size: number;
}

/** An empty interner. */
export function createInterner(): Interner {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  return {
    of(name) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, names.length);
      return names.push(name) - 1;
    },
    find: (name) => numbers.get(name),
    name: (number) => names[number] ?? '',
    get size() {
      return names.length;
    },
  };
}
