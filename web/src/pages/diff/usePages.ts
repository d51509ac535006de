import { useQueries } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { diffPageSize, type PageQuery } from '../../api/diffs.ts';

/** The pages of a long list that somebody looks at, and the first, which tells how long it is. */
export function usePages<Item>(pageQuery: (page: number) => PageQuery<Item>) {
  const [[first, last], setSeen] = useState<readonly [number, number]>([0, 0]);
  const onSeen = useCallback((firstRow: number, lastRow: number) => {
    const next = [Math.floor(firstRow / diffPageSize), Math.floor(lastRow / diffPageSize)] as const;
    setSeen((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
  }, []);
  const wanted = [...new Set([0, ...Array.from({ length: last - first + 1 }, (_, index) => first + index)])];
  const pages = useQueries({ queries: wanted.map(pageQuery) });
  const byPage = new Map(wanted.map((page, index) => [page, pages[index]?.data?.items]));
  return {
    total: pages[0]?.data?.total,
    error: pages.find(({ error }) => error !== null)?.error,
    isPending: pages[0]?.isPending ?? true,
    itemAt: (index: number) => byPage.get(Math.floor(index / diffPageSize))?.[index % diffPageSize],
    onSeen,
  };
}
