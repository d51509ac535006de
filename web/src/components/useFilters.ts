import { useSearchParams } from 'wouter';

/** What a list is narrowed to, kept in the address: it can be linked to, and the browser's way back works. */
export interface Filters<Name extends string> {
  readonly values: Readonly<Record<Name, string>>;
  readonly isNarrowed: boolean;
  set(name: Name, value: string): void;
  clear(): void;
}

export function useFilters<Name extends string>(names: readonly Name[]): Filters<Name> {
  const [search, setSearch] = useSearchParams();
  const values = Object.fromEntries(names.map((name) => [name, search.get(name) ?? ''])) as Record<Name, string>;
  const change = (wishes: Partial<Record<Name, string>>) => {
    setSearch(
      (previous) => {
        const next = new URLSearchParams(previous);
        for (const [name, value] of Object.entries<string | undefined>(wishes)) {
          if (value === undefined || value === '') next.delete(name);
          else next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  };
  return {
    values,
    isNarrowed: names.some((name) => values[name] !== ''),
    set: (name, value) => change({ [name]: value } as Partial<Record<Name, string>>),
    clear: () => change(Object.fromEntries(names.map((name) => [name, ''])) as Record<Name, string>),
  };
}
