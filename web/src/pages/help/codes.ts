import type { Codes } from '../../api/system.ts';

/** A code with what it means: of a failure of Relais, or of what an instance answered, which may mean several things. */
export interface CodeEntry {
  readonly code: string;
  readonly meanings: readonly {
    readonly area: Codes['findings'][number]['area'] | 'relais';
    readonly means: string;
    readonly remedy: string;
  }[];
}

/** Every code once, by its name. */
export function gatherCodes({ errors, findings }: Codes): readonly CodeEntry[] {
  const found = new Map<string, CodeEntry['meanings']>();
  for (const { code, message, hint } of errors) found.set(code, [{ area: 'relais', means: message, remedy: hint }]);
  for (const { code, area, means, remedy } of findings) {
    found.set(code, [...(found.get(code) ?? []), { area, means, remedy }]);
  }
  return [...found]
    .map(([code, meanings]) => ({ code, meanings }))
    .sort((left, right) => left.code.localeCompare(right.code, 'en', { numeric: true }));
}

/** Those of which the code, or a meaning, holds all words of a search. */
export function searchCodes(codes: readonly CodeEntry[], search: string): readonly CodeEntry[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  return codes.filter(({ code, meanings }) => {
    const text = [code, ...meanings.flatMap(({ means, remedy }) => [means, remedy])].join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
