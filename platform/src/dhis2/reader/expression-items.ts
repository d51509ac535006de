import { z } from 'zod';
import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import { type Client, getJson } from '../client.ts';

const itemSchema = z.looseObject({ expressionDimensionItem: z.unknown().optional() });
const itemsSchema = z.array(itemSchema);
const exportSchema = z.looseObject({
  visualizations: z.array(z.looseObject({ id: z.string(), dataDimensionItems: itemsSchema.optional() })).default([]),
});

/**
 * Visualizations with the items that they hold: `/api/visualizations` puts the data elements of their expressions behind
 * them as if they were items of their own (2.40.1, 2.41.5.1, 2.42.4.1), and a copy would keep them, at each run some more.
 * The export of `/api/metadata` gives what is stored.
 */
export async function withOwnItems(
  client: Client,
  type: MetadataType,
  objects: readonly MetadataObject[],
  signal: AbortSignal,
): Promise<readonly MetadataObject[]> {
  const inflated = type === 'visualizations' ? objects.filter(showsExpression) : [];
  if (inflated.length === 0) return objects;
  const uids = inflated.map((object) => object.id).join(',');
  const query = [
    ['visualizations:fields', 'id,dataDimensionItems'],
    ['visualizations:filter', `id:in:[${uids}]`],
  ] as const;
  const { visualizations } = await getJson(client.transport, '/api/metadata', query, exportSchema, signal);
  const stored = new Map(visualizations.map((object) => [object.id, object.dataDimensionItems ?? []]));
  return objects.map((object) => {
    const dataDimensionItems = stored.get(object.id);
    return dataDimensionItems === undefined ? object : { ...object, dataDimensionItems };
  });
}

function showsExpression(object: MetadataObject): boolean {
  const items = itemsSchema.safeParse(object.dataDimensionItems);
  return items.success && items.data.some((item) => (item.expressionDimensionItem ?? null) !== null);
}
