import { describe, expect, it } from 'vitest';
import type { TrackerObject, TrackerSelection } from '../../model/tracker-objects.ts';
import { collect } from '../testing/collect.ts';
import { type Answers, nobody, startSmallInstance, wholesome } from '../testing/small-instance.ts';
import { type Answer, type SeenRequest, sendJson } from '../testing/small-server.ts';

const uid = (number: number) => `EV${String(number).padStart(9, '0')}`;
const selection: TrackerSelection = { program: 'ProgEvent01', orgUnit: 'OUcountry01', pageSize: 10 };

interface StoredEvent {
  readonly event: string;
  readonly deleted: boolean;
}

function events(count: number): StoredEvent[] {
  return Array.from({ length: count }, (_, index) => ({ event: uid(index), deleted: false }));
}

/** Events by pages: deleted ones only for who asks, the total only when asked for, names by release. */
function pagesOf(list: StoredEvent[], before: (request: SeenRequest) => void = () => undefined): Answer {
  return (request, response) => {
    before(request);
    const { query } = request;
    const [page, pageSize] = [Number(query.get('page')), Number(query.get('pageSize'))];
    const shown = query.get('includeDeleted') === 'true' ? list : list.filter(({ deleted }) => !deleted);
    const found = shown.slice((page - 1) * pageSize, page * pageSize);
    const total = query.get('totalPages') === 'true' ? { total: shown.length } : {};
    const isOld = query.has('ouMode');
    sendJson(
      response,
      isOld ? { page, pageSize, ...total, instances: found } : { pager: { page, pageSize, ...total }, events: found },
    );
  };
}

function ofRelease(version: string): Answers {
  return { ...wholesome, '/api/system/info': { ...Object(wholesome['/api/system/info']), version } };
}

function eventRequests(seen: readonly SeenRequest[]): SeenRequest[] {
  return seen.filter(({ path }) => path === '/api/tracker/events');
}

async function uids(objects: AsyncIterable<TrackerObject>): Promise<unknown[]> {
  return (await collect(objects)).map((object) => object.event);
}

describe.each(['2.38.7', '2.40.1', '2.41.5.1', '2.42.4.1', '2.43.1'])(
  'reading tracker objects from a %s',
  (release) => {
    it('asks for no deleted objects where relationships are shown, which would not say that they are deleted', async () => {
      const list = [...events(3), { event: uid(3), deleted: true }];
      await using small = await startSmallInstance(pagesOf(list), ofRelease(release));
      const fields = 'event,deleted,relationships[relationship,deleted]';
      expect(await uids(small.instance.readTracker('events', { ...selection, fields }, nobody))).toHaveLength(3);
      const requests = eventRequests(small.server.seen);
      expect(requests.length).toBeGreaterThan(0);
      expect(requests.every(({ query }) => !query.has('includeDeleted'))).toBe(true);
    });

    it('reads every object once, flat', async () => {
      const list = events(35);
      await using small = await startSmallInstance(pagesOf(list), ofRelease(release));
      expect(await uids(small.instance.readTracker('events', selection, nobody))).toEqual(
        list.map(({ event }) => event),
      );
      const requests = eventRequests(small.server.seen);
      const pages = requests.filter(({ query }) => query.get('pageSize') === '10');
      expect(pages.map(({ query }) => query.get('page'))).toEqual(['1', '2', '3', '4']);
      expect(requests[0]?.query.get('fields')).toBe('*,!relationships');
      // The total is dear: it is asked for once, and again at the end only where it is no count of objects.
      expect(requests.filter(({ query }) => query.has('totalPages'))).toHaveLength(release < '2.41' ? 2 : 1);
    });

    it('speaks the release’s own words', async () => {
      await using small = await startSmallInstance(pagesOf([]), ofRelease(release));
      await uids(small.instance.readTracker('events', selection, nobody));
      const query = eventRequests(small.server.seen)[0]?.query;
      const isOld = release < '2.41';
      expect(query?.get(isOld ? 'ouMode' : 'orgUnitMode')).toBe('DESCENDANTS');
      expect(query?.has(isOld ? 'orgUnitMode' : 'ouMode')).toBe(false);
      expect(query?.get('order')).toBe(isOld ? 'createdAt:asc,event:asc' : 'createdAt:asc');
    });
  },
);

describe('reading tracker objects', () => {
  it('loses none when one is deleted meanwhile', async () => {
    const list = events(40);
    const before = ({ query }: SeenRequest) => {
      const first = list[0];
      if (query.get('page') === '3' && first !== undefined) list[0] = { ...first, deleted: true };
    };
    await using small = await startSmallInstance(pagesOf(list, before));
    expect(await uids(small.instance.readTracker('events', selection, nobody))).toHaveLength(40);
  });

  it('gives none twice, and misses none, when equal dates change places between two pages', async () => {
    const list = events(40);
    let isSwapped = false;
    const before = ({ query }: SeenRequest) => {
      const [ninth, tenth] = [list[9], list[10]];
      if (isSwapped || query.get('page') !== '2' || ninth === undefined || tenth === undefined) return;
      isSwapped = true;
      [list[9], list[10]] = [tenth, ninth];
    };
    await using small = await startSmallInstance(pagesOf(list, before));
    const read = await uids(small.instance.readTracker('events', selection, nobody));
    expect(read.toSorted()).toEqual(events(40).map(({ event }) => event));
  });

  it('fails rather than give less than the instance says it has', async () => {
    const answer: Answer = (_request, response) => sendJson(response, { pager: { total: 9 }, events: events(7) });
    await using small = await startSmallInstance(answer);
    await expect(uids(small.instance.readTracker('events', selection, nobody))).rejects.toMatchObject({
      code: 'DHIS2_LISTING_INCOMPLETE',
      args: { type: 'events', expected: 9, listed: 7 },
    });
  });

  it('misses none on a 2.40 that counts events twice and makes its pages short by that', async () => {
    const rows = events(45).flatMap(({ event, deleted }) => [
      { event, deleted },
      { event, deleted },
    ]);
    const doubling: Answer = ({ query }, response) => {
      const [page, pageSize] = [Number(query.get('page')), Number(query.get('pageSize'))];
      const cut = rows.slice((page - 1) * pageSize, page * pageSize);
      const instances = cut.filter((row, index) => cut.findIndex(({ event }) => event === row.event) === index);
      const total = query.get('totalPages') === 'true' ? { total: rows.length } : {};
      sendJson(response, { page, pageSize, ...total, instances });
    };
    await using small = await startSmallInstance(doubling, ofRelease('2.40.1'));
    const list = events(45).map(({ event }) => event);
    for (const pageSize of [10, 7, 1000]) {
      expect(await uids(small.instance.readTracker('events', { ...selection, pageSize }, nobody))).toEqual(list);
    }
  });

  it('lists such events again when their count changed meanwhile', async () => {
    const list = events(30);
    const before = ({ query }: SeenRequest) => {
      if (query.get('page') === '3' && list.length === 30) list.splice(0, 1);
    };
    await using small = await startSmallInstance(pagesOf(list, before), ofRelease('2.40.1'));
    expect(await uids(small.instance.readTracker('events', selection, nobody))).toHaveLength(30);
  });

  it('hands deleted objects on only to who wants them', async () => {
    const list = [...events(2), { event: 'EVdeleted01', deleted: true }];
    await using small = await startSmallInstance(pagesOf(list));
    expect(await uids(small.instance.readTracker('events', selection, nobody))).toHaveLength(2);
    const all = { ...selection, includeDeleted: true };
    expect(await uids(small.instance.readTracker('events', all, nobody))).toContain('EVdeleted01');
    expect(await small.instance.countTracker('events', selection, nobody)).toBe(2);
    expect(await small.instance.countTracker('events', all, nobody)).toBe(3);
  });

  it('does not take an entity for enrolled whose enrollment is deleted', async () => {
    const answer: Answer = ({ query }, response) => {
      const isAsked = query.get('includeDeleted') === 'true';
      const trackedEntities = [
        ...(isAsked ? [{ trackedEntity: 'TEenrollDel' }] : []),
        { trackedEntity: 'TEenrolled1' },
      ];
      sendJson(response, { pager: { total: trackedEntities.length }, trackedEntities });
    };
    await using small = await startSmallInstance(answer);
    const read = await collect(small.instance.readTracker('trackedEntities', selection, nobody));
    expect(read).toEqual([{ trackedEntity: 'TEenrolled1' }]);
  });

  it('gives a date with a listing by type that has deleted ones, since a 2.42 fails without', async () => {
    const answer: Answer = (_request, response) => sendJson(response, { pager: { total: 0 }, trackedEntities: [] });
    await using small = await startSmallInstance(answer);
    const byType = { trackedEntityType: 'TETPersonne', orgUnit: 'OUcountry01', includeDeleted: true };
    await collect(small.instance.readTracker('trackedEntities', byType, nobody));
    expect(small.server.seen.at(-1)?.query.get('updatedAfter')).toBe('1900-01-01');
  });

  it('does not order enrollments by date on a release that cannot', async () => {
    const answer: Answer = (_request, response) => sendJson(response, { pager: { total: 0 }, enrollments: [] });
    await using small = await startSmallInstance(answer);
    await collect(small.instance.readTracker('enrollments', selection, nobody));
    expect(small.server.seen.at(-1)?.query.has('order')).toBe(false);
  });

  it('always asks for the UID and the mark of deletion beside chosen fields', async () => {
    await using small = await startSmallInstance(pagesOf(events(1)));
    await uids(small.instance.readTracker('events', { ...selection, fields: 'occurredAt' }, nobody));
    expect(eventRequests(small.server.seen)[0]?.query.get('fields')).toBe('event,deleted,occurredAt');
  });

  it('is told when the answer is no list', async () => {
    await using small = await startSmallInstance((_request, response) => sendJson(response, { status: 'OK' }));
    await expect(uids(small.instance.readTracker('events', selection, nobody))).rejects.toMatchObject({
      code: 'DHIS2_UNEXPECTED_ANSWER',
    });
  });
});
