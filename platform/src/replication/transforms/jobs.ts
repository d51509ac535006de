import type { MetadataObject } from '../../model/metadata-object.ts';
import type { Transformed, TransformStep } from './transform.ts';

/** The same job under two names, the older first (API.md §5.3, jobConfigurations). */
const renamedTypes: readonly (readonly [before: string, after: string])[] = [
  ['TRACKER_PROGRAMS_DATA_SYNC', 'TRACKED_ENTITY_DATA_SYNC'],
  ['EVENT_PROGRAMS_DATA_SYNC', 'SINGLE_EVENT_DATA_SYNC'],
  ['TRACKER_SEARCH_OPTIMIZATION', 'TRACKER_TRIGRAM_INDEX_MAINTENANCE'],
];

/**
 * Jobs as the target's release spells them: types that were renamed, the kind of schedule that 2.41 asks for and 2.40 has not,
 * and nobody as the executing account where the target has no such account.
 */
export function spellJob(object: MetadataObject, step: TransformStep): Transformed {
  if (step.type !== 'jobConfigurations') return { object, losses: [] };
  const { executedBy, ...rest } = object;
  const isKnown = typeof executedBy === 'string' && step.context.isKnownRecipient(executedBy);
  const spelled = {
    ...rest,
    id: object.id,
    jobType: jobTypeOf(object.jobType, step),
    ...(isKnown ? { executedBy } : {}),
    ...schedulingOf(object, step),
  };
  return { object: spelled, losses: [] };
}

function jobTypeOf(jobType: unknown, { targetSchema }: TransformStep): unknown {
  const known = targetSchema.properties.find((property) => property.key === 'jobType')?.constants ?? [];
  if (known.length === 0 || known.includes(String(jobType))) return jobType;
  const pair = renamedTypes.find((names) => names.includes(String(jobType)));
  return pair?.find((name) => known.includes(name)) ?? jobType;
}

function schedulingOf(object: MetadataObject, { targetSchema }: TransformStep): Readonly<Record<string, unknown>> {
  const isAsked = targetSchema.properties.some((property) => property.key === 'schedulingType');
  if (!isAsked || typeof object.schedulingType === 'string') return {};
  return { schedulingType: typeof object.cronExpression === 'string' ? 'CRON' : 'FIXED_DELAY' };
}
