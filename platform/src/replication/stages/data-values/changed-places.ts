import { z } from 'zod';
import type { Uid } from '../../../model/uid.ts';
import type { RunContext } from '../../run-context.ts';
import type { OrgUnitHierarchy, ReadableOrgUnits } from '../../slices/org-unit-hierarchy.ts';
import { type DataElementCatalogue, noDataSet } from './data-element-catalogue.ts';

const placesSchema = z.object({ elements: z.array(z.string()), orgUnits: z.array(z.string()) });
type ChangedPlaces = z.infer<typeof placesSchema>;

const key = 'changed';
const factsSchema = z.object({ places: placesSchema.optional() });

/** Changes that are named one by one; of more of them all data elements are looked at. */
const namedChanges = 5_000;

/** Data sets that one question names: their UIDs keep a URL below 8 kB. */
const dataSetsPerQuestion = 250;

/** Org units that one request can name. */
const namedOrgUnits = 50;

/**
 * Where a run that carries only what changed has to look for values: the data elements and org units of the values that the source
 * names, in one request, so that a small change costs little whatever the source holds. Everywhere, where the run carries all or much changed.
 */
export async function whereChanged(
  context: RunContext,
  catalogue: DataElementCatalogue,
  hierarchy: OrgUnitHierarchy,
  readable: ReadableOrgUnits,
): Promise<{ readonly areas: DataElementCatalogue['areas']; readonly readable: ReadableOrgUnits }> {
  const { areas } = catalogue;
  const places = await changedPlaces(context, catalogue, readable);
  if (places === undefined) return { areas, readable };
  const elements = new Set(places.elements);
  const narrowed = areas
    .map((area) => ({ ...area, elements: area.elements.filter((uid) => elements.has(uid)) }))
    .filter((area) => area.elements.length > 0);
  const from = topmost(hierarchy, places.orgUnits);
  const isFew = from.length > 0 && from.length <= namedOrgUnits;
  return { areas: narrowed, readable: isFew ? { ...readable, from } : readable };
}

/** The same for whoever goes on with the run: parts are named by what they are cut from. */
async function changedPlaces(
  context: RunContext,
  catalogue: DataElementCatalogue,
  readable: ReadableOrgUnits,
): Promise<ChangedPlaces | undefined> {
  const { scope, ledger } = context;
  if (scope.data.changedSinceText === undefined || context.source.changes === undefined) return undefined;
  for await (const chunk of ledger.chunkFacts('dataValues')) {
    if (chunk.key === key) return factsSchema.parse(chunk.facts).places;
  }
  const places = await askForPlaces(context, catalogue, readable);
  await ledger.finishChunk({ stage: 'dataValues', key, counts: {}, findings: [], facts: { places } });
  return places;
}

async function askForPlaces(
  { source, scope, signal }: RunContext,
  { dataSets, areas }: DataElementCatalogue,
  { from: orgUnits }: ReadableOrgUnits,
): Promise<ChangedPlaces | undefined> {
  const since = scope.data.changedSinceText ?? '';
  const alone = areas.find(({ name }) => name === noDataSet)?.elements ?? [];
  // Values of data elements in no data set are asked for by element; where there are many, no question holds them.
  if (alone.length > dataSetsPerQuestion) return undefined;
  const all = [...dataSets.keys()].sort();
  const questions = [
    ...chunks(all).map((some) => ({ dataSets: some, dataElements: [], orgUnits })),
    ...(alone.length > 0 ? [{ dataSets: [], dataElements: alone, orgUnits }] : []),
  ];
  const elements = new Set<Uid>();
  const places = new Set<Uid>();
  for (const of of questions) {
    const found = await source.changes?.changedDataValues(of, { since, limit: namedChanges, signal });
    if (found === undefined || found.isCut) return undefined;
    for (const mark of found.marks) {
      const [element = '', , orgUnit = ''] = mark.key.split('/');
      elements.add(element);
      places.add(orgUnit);
    }
  }
  return { elements: [...elements].sort(), orgUnits: [...places].sort() };
}

function chunks(uids: readonly Uid[]): Uid[][] {
  const parts: Uid[][] = [];
  for (let at = 0; at < uids.length; at += dataSetsPerQuestion) parts.push(uids.slice(at, at + dataSetsPerQuestion));
  return parts;
}

/** Those of some org units that lie below no other of them. */
function topmost(hierarchy: OrgUnitHierarchy, uids: readonly Uid[]): Uid[] {
  const all = new Set(uids);
  const isBelow = (uid: Uid) => {
    for (let at = hierarchy.parentOf(uid); at !== undefined; at = hierarchy.parentOf(at)) if (all.has(at)) return true;
    return false;
  };
  return [...all].filter((uid) => hierarchy.has(uid) && !isBelow(uid)).sort();
}
