import type { FindingGroup } from '../../api/runs.ts';

/** Groups that say the same of several types: explained once. */
export interface CodeGroup {
  readonly cause: FindingGroup['cause'];
  readonly code: string;
  readonly explanation: FindingGroup['explanation'];
  /** The server's own words, where they are; ours are translated, and said by the explanation. */
  readonly serversWords: string | undefined;
  readonly types: readonly FindingGroup[];
}

/** Codes of DHIS2 and of HTTP come with the server's own words (platform: report/render-findings). */
const serversOwn = /^(E\d{3,4}|HTTP\d{3})$/;

/** The groups of one cause by their code, the most objects first. */
export function groupByCode(groups: readonly FindingGroup[], cause: FindingGroup['cause']): readonly CodeGroup[] {
  const byCode = Map.groupBy(
    groups.filter((group) => group.cause === cause),
    ({ code }) => code,
  );
  return [...byCode]
    .map(([code, types]): CodeGroup => {
      const [first] = types;
      const explanation = first?.explanation;
      const isOwn = serversOwn.test(code) || explanation === undefined;
      const serversWords = isOwn && first?.message !== '' ? first?.message : undefined;
      return {
        cause,
        code,
        explanation,
        serversWords,
        types: types.toSorted((left, right) => right.objects - left.objects),
      };
    })
    .sort((left, right) => objectsOf(right) - objectsOf(left));
}

export function objectsOf({ types }: Pick<CodeGroup, 'types'>): number {
  return types.reduce((sum, { objects }) => sum + objects, 0);
}
