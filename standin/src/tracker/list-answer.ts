import type { FastifyRequest } from 'fastify';
import type { Instance } from '../instance.ts';
import type { Collection, Paging } from './export-params.ts';

/**
 * Wraps a list up as its release does (API.md §9.1): `instances` with the window beside it up to 2.40, named after the
 * collection from 2.41 on, where 2.41 has the window twice, and links to the neighbours from 2.42 on.
 */
export function listAnswer(
  instance: Instance,
  collection: Collection,
  request: FastifyRequest,
  paging: Paging,
  found: { readonly items: readonly unknown[]; readonly total: number },
): Record<string, unknown> {
  const { minor } = instance;
  const key = minor <= 40 ? 'instances' : collection;
  if (!paging.isPaged) return { [key]: found.items };
  const pageCount = Math.ceil(found.total / paging.pageSize);
  const totals = paging.countsTotal ? { total: found.total, pageCount } : {};
  const window = { page: paging.page, pageSize: paging.pageSize, ...totals };
  if (minor <= 40) return { ...window, [key]: found.items };
  if (minor === 41) return { pager: window, ...window, [key]: found.items };
  return { pager: { ...window, ...neighbours(request, paging, found.total) }, [key]: found.items };
}

function neighbours(request: FastifyRequest, { page, pageSize }: Paging, total: number): Record<string, string> {
  const [path = '', query = ''] = (request.originalUrl || request.url).split('?');
  const link = (target: number): string => {
    const kept = query.split('&').filter((pair) => pair !== '' && !pair.startsWith('page='));
    return `${request.protocol}://${request.host}${path}?${[...kept, `page=${target}`].join('&')}`;
  };
  return {
    ...(page > 1 ? { prevPage: link(page - 1) } : {}),
    ...(page * pageSize < total ? { nextPage: link(page + 1) } : {}),
  };
}
