import { isRecord } from '../../model/is-record.ts';
import type { MetadataObject } from '../../model/metadata-object.ts';
import type { Schema, SchemaRegistry } from '../../model/schema.ts';
import type { Loss, Transformed, TransformStep } from './transform.ts';

/**
 * Constants that the target's release does not know. One of them makes its JSON reader fail the whole request
 * (API.md §2), so that the property is left out and the loss told; also inside embedded objects.
 */
export function dropUnknownConstants(object: MetadataObject, step: TransformStep): Transformed {
  const losses: Loss[] = [];
  const kept = withoutUnknown(object, step.targetSchema, step.context.target, '', losses, 0);
  return losses.length === 0 ? { object, losses } : { object: { ...kept, id: object.id }, losses };
}

const deepest = 4;

function withoutUnknown(
  record: Readonly<Record<string, unknown>>,
  schema: Schema,
  registry: SchemaRegistry,
  path: string,
  losses: Loss[],
  depth: number,
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...record };
  for (const property of schema.properties) {
    const value = record[property.key];
    if (value === undefined || value === null) continue;
    const place = `${path}${property.key}`;
    const constants = property.constants;
    if (constants !== undefined && constants.length > 0) {
      const lost = (Array.isArray(value) ? value : [value]).filter((each) => !constants.includes(String(each)));
      for (const each of lost) losses.push({ property: place, code: 'CONSTANT_UNKNOWN', value: String(each) });
      if (lost.length === 0) continue;
      if (Array.isArray(value)) result[property.key] = value.filter((each) => !lost.includes(each));
      else delete result[property.key];
      continue;
    }
    const inner = registry.byKlass.get((property.collection ? property.itemKlass : property.klass) ?? '');
    if (!inner || depth >= deepest || !(property.embedded || inner.embedded)) continue;
    const visit = (item: unknown) =>
      isRecord(item) ? withoutUnknown(item, inner, registry, `${place}.`, losses, depth + 1) : item;
    result[property.key] = Array.isArray(value) ? value.map(visit) : visit(value);
  }
  return result;
}
