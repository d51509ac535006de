import { describe, expect, it } from 'vitest';
import type { PlatformError } from '../../model/errors/platform-error.ts';
import type { MetadataObject } from '../../model/metadata-object.ts';
import { collect } from '../testing/collect.ts';
import { nobody, startSmallInstance, wholesome } from '../testing/small-instance.ts';
import { type Answer, type SeenRequest, sendJson } from '../testing/small-server.ts';

const uid = (number: number) => `DE${String(number).padStart(9, '0')}`;

function elements(count: number): MetadataObject[] {
  return Array.from({ length: count }, (_, index) => ({ id: uid(index), name: `Element ${index}` }));
}

/** Pages of a list as DHIS2 cuts them; `before` may change the list before a page is cut. */
function pagesOf(list: MetadataObject[], before: (request: SeenRequest) => void = () => undefined): Answer {
  return (request, response) => {
    before(request);
    const pageSize = Number(request.query.get('pageSize'));
    const page = Number(request.query.get('page') ?? 1);
    const wanted = /^id:in:\[(.*)\]$/.exec(request.query.get('filter') ?? '')?.[1]?.split(',');
    const found =
      wanted === undefined
        ? list.slice((page - 1) * pageSize, page * pageSize)
        : list.filter(({ id }) => wanted.includes(id));
    const pager = wanted === undefined ? { pager: { page, pageSize, total: list.length } } : {};
    sendJson(response, { ...pager, dataElements: found });
  };
}

describe('reading metadata', () => {
  it('reads every object once, in pages that grow', async () => {
    const list = elements(1500);
    await using small = await startSmallInstance(pagesOf(list));
    expect(await collect(small.instance.readMetadata('dataElements', { signal: nobody }))).toEqual(list);
    const pages = small.server.seen.filter(({ path }) => path === '/api/dataElements').map(({ query }) => query);
    expect(pages.map((query) => `${query.get('page')}×${query.get('pageSize')}`)).toEqual([
      '1×200',
      '2×200',
      '2×400',
      '2×800',
    ]);
    expect(pages[0]?.get('order')).toBe('id:asc');
    expect(pages[0]?.get('fields')).toBe(':owner');
    // Default category objects are read like any other.
    expect(pages[0]?.get('defaults')).toBeNull();
  });

  it('misses nothing when an object is deleted while it reads', async () => {
    const list = elements(600);
    const before = ({ query }: SeenRequest) => {
      if (query.get('page') === '2' && list.length === 600) list.splice(10, 1);
    };
    await using small = await startSmallInstance(pagesOf(list, before));
    const read = await collect(small.instance.readMetadata('dataElements', { signal: nobody }));
    expect(new Set(read.map(({ id }) => id)).size).toBe(read.length);
    for (const { id } of list)
      expect(
        read.some((object) => object.id === id),
        id,
      ).toBe(true);
  });

  it('gives no object twice when one is added while it reads', async () => {
    const list = elements(600);
    const before = ({ query }: SeenRequest) => {
      if (query.get('page') === '2' && list.length === 600) list.unshift({ id: 'DEadded0001', name: 'Added' });
    };
    await using small = await startSmallInstance(pagesOf(list, before));
    const read = (await collect(small.instance.readMetadata('dataElements', { signal: nobody }))).map(({ id }) => id);
    expect(read.toSorted()).toEqual(list.map(({ id }) => id).toSorted());
  });

  it('fails rather than give less than the instance says it has', async () => {
    const answer: Answer = (request, response) => {
      const page = request.query.get('page');
      sendJson(response, { pager: { total: 250 }, dataElements: page === '1' ? elements(200) : [] });
    };
    await using small = await startSmallInstance(answer);
    const reading = collect(small.instance.readMetadata('dataElements', { signal: nobody }));
    await expect(reading).rejects.toMatchObject({
      code: 'DHIS2_LISTING_INCOMPLETE',
      args: { type: 'dataElements', expected: 250, listed: 200 },
    });
  });

  it('asks for smaller pages when the instance cannot make large ones', async () => {
    const list = elements(150);
    const pages = pagesOf(list);
    const answer: Answer = (request, response, socket) => {
      if (Number(request.query.get('pageSize')) > 50) sendJson(response, { message: 'Java heap space' }, 500);
      else pages(request, response, socket);
    };
    await using small = await startSmallInstance(answer);
    expect(await collect(small.instance.readMetadata('dataElements', { signal: nobody }))).toEqual(list);
  });

  it('reads single objects in requests that no server finds too long', async () => {
    const list = elements(1000);
    await using small = await startSmallInstance(pagesOf(list));
    const uids = list.map(({ id }) => id);
    const read = await collect(
      small.instance.readMetadata('dataElements', { signal: nobody, uids, fields: 'id,name' }),
    );
    expect(read).toEqual(list);
    const lengths = small.server.seen.map(({ query }) => query.toString().length);
    expect(Math.max(...lengths)).toBeLessThan(8000);
  });

  it('counts without reading', async () => {
    await using small = await startSmallInstance(pagesOf(elements(77)));
    expect(await small.instance.countMetadata('dataElements', nobody)).toBe(77);
    expect(small.server.seen.at(-1)?.query.get('pageSize')).toBe('1');
  });

  it('tells a refusal in the instance’s own words', async () => {
    const answer: Answer = (_request, response) => sendJson(response, { message: 'Unknown path property: nope' }, 400);
    await using small = await startSmallInstance(answer);
    const error: PlatformError = await collect(small.instance.readMetadata('dataElements', { signal: nobody })).then(
      () => expect.fail('It read'),
      (failure) => failure,
    );
    expect(error).toMatchObject({
      code: 'DHIS2_REQUEST_REFUSED',
      args: { status: 400, message: 'Unknown path property: nope' },
    });
  });

  it('stops in the middle when told to', async () => {
    await using small = await startSmallInstance(pagesOf(elements(5000)));
    const stop = new AbortController();
    const read = async () => {
      for await (const { id } of small.instance.readMetadata('dataElements', { signal: stop.signal })) {
        if (id === uid(300)) stop.abort(new Error('enough'));
      }
    };
    await expect(read()).rejects.toThrow('enough');
    expect(small.server.seen.length).toBeLessThan(10);
  });

  it('asks analytical objects for what their periods are made from, as far as the release has it', async () => {
    const properties = ['id', 'columns', 'rows', 'filters', 'relativePeriods', 'rawPeriods'].map((name) => ({ name }));
    const visualization = { klass: 'V', singular: 'visualization', plural: 'visualizations', properties };
    const dimension = 'dimension,filter,items[id],program[id],programStage[id],legendSet[id],repetition[indexes]';
    const answers = {
      ...wholesome,
      '/api/schemas': { schemas: [{ ...visualization, relativeApiEndpoint: '/visualizations' }] },
    };
    const answer: Answer = (_request, response) => sendJson(response, { pager: { total: 0 }, visualizations: [] });
    await using small = await startSmallInstance(answer, answers);
    await collect(small.instance.readMetadata('visualizations', { signal: nobody }));
    expect(small.server.seen.at(-1)?.query.get('fields')).toBe(
      `:owner,relativePeriods,rawPeriods,columns[${dimension}],rows[${dimension}],filters[${dimension}]`,
    );
  });

  it('gives visualizations the items that they hold, not those that the list adds for their expressions', async () => {
    const own = { dataDimensionItemType: 'EXPRESSION_DIMENSION_ITEM', expressionDimensionItem: { id: 'Expression1' } };
    const added = { dataDimensionItemType: 'DATA_ELEMENT', dataElement: { id: 'DataElemen1' } };
    const plain = { id: 'Visualiz002', dataDimensionItems: [added] };
    const answer: Answer = (request, response) => {
      const listed = [{ id: 'Visualiz001', dataDimensionItems: [own, added] }, plain];
      const stored = [{ id: 'Visualiz001', dataDimensionItems: [own] }];
      const body =
        request.path === '/api/metadata'
          ? { system: {}, visualizations: stored }
          : { pager: { total: 2 }, visualizations: listed };
      sendJson(response, body);
    };
    await using small = await startSmallInstance(answer);
    const read = await collect(small.instance.readMetadata('visualizations', { signal: nobody }));
    expect(read).toEqual([{ id: 'Visualiz001', dataDimensionItems: [own] }, plain]);
    const asked = small.server.seen.find(({ path }) => path === '/api/metadata');
    expect(asked?.query.get('visualizations:filter')).toBe('id:in:[Visualiz001]');
  });
});
