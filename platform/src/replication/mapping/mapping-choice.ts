import { z } from 'zod';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { isUid } from '../../model/uid.ts';

/** What becomes of objects without a counterpart: the run stops, leaves them out, or carries them under their own UIDs. */
export const unmappedPolicies = ['stop', 'skip', 'keep'] as const;

/** How the objects of a type find their counterparts. */
const ruleSchema = z.object({
  type: z.string(),
  by: z.enum(['code', 'name', 'attribute']),
  /** UID of the attribute whose values are compared. */
  attribute: z.string().optional(),
});
export type MappingRule = z.infer<typeof ruleSchema>;

/** What a user wants mapped. A table counts before a rule for the same type. */
export const mappingChoiceSchema = z.object({
  rules: z.array(ruleSchema),
  /** Paths of CSV files. */
  tables: z.array(z.string()),
  unmapped: z.enum(unmappedPolicies),
});
export type MappingChoice = z.infer<typeof mappingChoiceSchema>;

/**
 * `organisationUnits=code`, `dataElements=attribute:UID`, `mapping.csv`; undefined where nothing is mapped.
 * @throws PlatformError MAPPING_INVALID.
 */
export function parseMapping(
  texts: readonly string[] = [],
  unmapped: MappingChoice['unmapped'] = 'stop',
): MappingChoice | undefined {
  if (texts.length === 0) return undefined;
  const rules: MappingRule[] = [];
  const tables: string[] = [];
  for (const text of texts) {
    const [type = '', key] = text.split('=');
    if (key === undefined || /\.(csv|tsv|txt)$/i.test(text)) tables.push(text);
    else rules.push(parseRule(text, type, key));
  }
  return { rules, tables, unmapped };
}

function parseRule(text: string, type: string, key: string): MappingRule {
  if (type !== '' && (key === 'code' || key === 'name')) return { type, by: key };
  const attribute = /^attribute:(.+)$/i.exec(key)?.[1];
  if (type === '' || !isUid(attribute)) throw new PlatformError('MAPPING_INVALID', { args: { mapping: text } });
  return { type, by: 'attribute', attribute };
}
