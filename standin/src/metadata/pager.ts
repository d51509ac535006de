import { one, type Query } from '../query.ts';

const DEFAULT_PAGE_SIZE = 50;

/** One page of a list, and what DHIS2 says about it. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Absent when `paging=false`. */
  readonly pager?: Readonly<Record<string, unknown>>;
}

/**
 * Cuts a page out of a list. A page beyond the end is named as the last one and holds nothing, as 2.40 to 2.42 do.
 * @param url the request's own path with its query, from which the neighbours' addresses are made.
 */
export function page<T>(all: readonly T[], query: Query, url: string): Page<T> {
  if (one(query, 'paging') === 'false' || one(query, 'skipPaging') === 'true') return { items: all };
  const pageSize = positive(one(query, 'pageSize')) ?? DEFAULT_PAGE_SIZE;
  const asked = positive(one(query, 'page')) ?? 1;
  const pageCount = Math.ceil(all.length / pageSize);
  const current = Math.min(asked, Math.max(pageCount, 1));
  const pager = {
    page: current,
    total: all.length,
    pageSize,
    ...(current < pageCount ? { nextPage: pageUrl(url, current + 1) } : {}),
    ...(current > 1 ? { prevPage: pageUrl(url, current - 1) } : {}),
    pageCount,
  };
  return { items: all.slice((asked - 1) * pageSize, asked * pageSize), pager };
}

function positive(text: string | undefined): number | undefined {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}

/** `page` is left out for page 1, as DHIS2's LinkService does. */
function pageUrl(url: string, wanted: number): string {
  const [path = '', search = ''] = url.split('?');
  const params = new URLSearchParams(search);
  params.delete('page');
  const rest = params.toString();
  const query = [...(wanted > 1 ? [`page=${wanted}`] : []), ...(rest === '' ? [] : [rest])].join('&');
  return query === '' ? path : `${path}?${query}`;
}
