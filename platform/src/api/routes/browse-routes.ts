import {
  browsedPageSchema,
  browsedTypeSchema,
  browseQuerySchema,
  mappingCheckSchema,
  mappingProposalSchema,
  mappingToCheckSchema,
  proposalsToMakeSchema,
} from '@relais/contract/browse.ts';
import { instanceParamsSchema } from '@relais/contract/instance.ts';
import { listOf } from '@relais/contract/paging.ts';
import { browseObjects } from '../../dhis2/browse/browse-objects.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { mappingProblems } from '../../replication/mapping/mapping-result.ts';
import { proposeMapping } from '../../replication/mapping/propose-mapping.ts';
import { resolveMapping } from '../../replication/mapping/resolve-mapping.ts';
import { aboutInstance, aboutPair } from '../about.ts';
import type { ApiParts } from '../api-parts.ts';
import { instancePoolOf } from '../instance-pool.ts';
import { guardedRoute, type Route } from '../route.ts';

const browsed = { method: 'GET', action: 'instance.browse', params: instanceParamsSchema } as const;
/** Problems that are told by name. */
const toldProblems = 1_000;

/** What instances hold, for those who choose what is carried and who stands for whom. They are asked live. */
export const browseRoutes: readonly Route[] = [
  guardedRoute({
    ...browsed,
    path: '/instances/:name/types',
    summary: 'The metadata types that an instance knows',
    subject: aboutInstance,
    answer: listOf(browsedTypeSchema),
    handle: async ({ parts, params: { name }, signal }) => {
      const { facts } = await instancePoolOf(parts).open(name, signal);
      const types = [...facts.schemas.byPlural.values()].filter((schema) => schema.metadata);
      const items = types.map(({ plural, singular, shareable }) => ({
        ...{ type: plural, singular },
        isShareable: shareable,
      }));
      return { items: items.sort((left, right) => (left.type < right.type ? -1 : 1)) };
    },
  }),
  guardedRoute({
    ...browsed,
    path: '/instances/:name/objects',
    summary: 'Objects of one type, page by page; org units level by level, too',
    subject: aboutInstance,
    query: browseQuerySchema,
    answer: browsedPageSchema,
    handle: async ({ parts, params: { name }, query: { limit, ...query }, signal }) => {
      const { facts, transport } = await instancePoolOf(parts).open(name, signal);
      if (transport === undefined) throw new PlatformError('ARCHIVE_NOT_BROWSED', { args: { reference: name } });
      return browseObjects({ transport, schemas: facts.schemas }, { ...query, pageSize: limit }, signal);
    },
  }),
  guardedRoute({
    method: 'POST',
    path: '/mappings/check',
    summary: 'Who would stand for whom, and what is unmapped, doubled or ambiguous; writes nothing',
    action: 'run.compare',
    subject: ({ access, body }) => aboutPair(access.database, body),
    isOnItsOwn: true,
    body: mappingToCheckSchema,
    answer: mappingCheckSchema,
    handle: async ({ parts, body: { mapping, ...pair }, signal }) => {
      const { types, mapped, problems } = await resolveMapping(
        { ...(await openBoth(parts, pair, signal)), signal },
        { ...mapping, tables: [] },
      );
      const numbers = types.map((type) => ({
        ...{ type, mapped: mapped.get(type) ?? 0, unmapped: 0, doubled: 0, ambiguous: 0, unknown: 0 },
        ...Object.fromEntries(
          mappingProblems.map((kind) => [
            kind,
            problems.filter((each) => each.type === type && each.kind === kind).length,
          ]),
        ),
      }));
      return { types: numbers, problems: problems.slice(0, toldProblems), problemCount: problems.length };
    },
  }),
  guardedRoute({
    method: 'POST',
    path: '/mappings/proposals',
    summary: 'What each possible rule would find, type by type: UIDs, codes, names, attributes; writes nothing',
    action: 'run.compare',
    subject: ({ access, body }) => aboutPair(access.database, body),
    isOnItsOwn: true,
    body: proposalsToMakeSchema,
    answer: listOf(mappingProposalSchema),
    handle: async ({ parts, body: { types, ...pair }, signal }) => ({
      items: await proposeMapping({ ...(await openBoth(parts, pair, signal)), signal }, types),
    }),
  }),
];

async function openBoth(
  parts: ApiParts,
  { source, target }: { readonly source: string; readonly target: string },
  signal: AbortSignal,
) {
  const pool = instancePoolOf(parts);
  const [from, to] = await Promise.all([pool.open(source, signal), pool.open(target, signal)]);
  return { source: from, target: to };
}
