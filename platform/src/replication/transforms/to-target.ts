import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import { rewriteUids } from '../identity/identity-map.ts';
import { renamed } from '../identity/rename.ts';
import { volatileByType, volatileEverywhere } from '../metadata/volatile-properties.ts';
import { dropLeftOut } from '../selection/left-out.ts';
import { fillAxes } from './axes.ts';
import { spellJob } from './jobs.ts';
import { spellPeriods } from './periods.ts';
import { fillShortName } from './required-names.ts';
import { completeSharing } from './sharing.ts';
import type { Loss, Transform, TransformContext, Transformed } from './transform.ts';
import { leaveOutTranslations } from './translations.ts';
import { dropUnknownConstants } from './unknown-constants.ts';
import { tellUnknownProperties } from './unknown-properties.ts';

/** The steps in their order; each serves one boundary and has its own test. */
const steps: readonly Transform[] = [
  fillAxes,
  dropLeftOut,
  spellPeriods,
  spellJob,
  tellUnknownProperties,
  dropUnknownConstants,
  leaveOutTranslations,
  fillShortName,
  completeSharing,
  dropVolatile,
  renameWhereAsked,
  useTargetUids,
];

/** Makes the function that turns an object of the source into what the target should hold. */
export function makeToTarget(type: MetadataType, context: TransformContext): (object: MetadataObject) => Transformed {
  const sourceSchema = context.source.byPlural.get(type);
  const targetSchema = context.target.byPlural.get(type);
  if (!sourceSchema || !targetSchema) return (object) => ({ object, losses: [] });
  const step = { type, sourceSchema, targetSchema, context };
  return (object) => {
    let current = object;
    const losses: Loss[] = [];
    for (const transform of steps) {
      const result = transform(current, step);
      current = result.object;
      losses.push(...result.losses);
    }
    return { object: current, losses };
  };
}

/** What the server sets itself is not sent; `created` stays, since every release keeps it on creation (API.md §4.2). */
function dropVolatile(object: MetadataObject, step: { readonly type: MetadataType }): Transformed {
  const ofType = volatileByType[step.type] ?? {};
  const kept = Object.entries(object).filter(
    ([key]) => key === 'created' || sentAlthoughVolatile.has(key) || !(volatileEverywhere.has(key) || key in ofType),
  );
  return { object: { ...Object.fromEntries(kept), id: object.id }, losses: [] };
}

/** Required on import, or the base of what the server counts up. */
const sentAlthoughVolatile: ReadonlySet<string> = new Set([
  'name',
  'version',
  'sortOrder',
  'disabled',
  'enabled',
  'executedBy',
]);

function renameWhereAsked(object: MetadataObject, step: Parameters<Transform>[1]): Transformed {
  const properties = step.context.renames.get(object.id);
  return { object: properties ? renamed(object, properties, step.targetSchema) : object, losses: [] };
}

function useTargetUids(object: MetadataObject, step: Parameters<Transform>[1]): Transformed {
  return { object: rewriteUids(object, step.context.identity), losses: [] };
}
