import type { Entry } from '../../model/entry.ts';
import type { MetadataType } from '../../model/metadata-object.ts';
import { isUid, type Uid } from '../../model/uid.ts';
import type { RunContext } from '../run-context.ts';
import type { PeriodRange } from '../selection/period-range.ts';
import type { EntryClass } from './entry-class.ts';

/** What a part of a key names. */
export type KeyPart = MetadataType | 'period' | undefined;

/** Whether a run carries an entry of the source; entries that it does not carry are neither counted nor told. */
export async function isEntryCarried(context: RunContext, kind: EntryClass, entry: Entry): Promise<boolean> {
  const { scope } = context;
  if (scope.isEverything) return true;
  if (!areCarried(kind, entry.key, scope.data.period, scope.holdsDataOf)) return false;
  return (await kind.isCarried?.(entry, context)) ?? true;
}

/** The same for an entry of the target, by its own key. */
export function isEntryOfSelection({ scope }: RunContext, kind: EntryClass, key: string): boolean {
  return scope.isEverything || areCarried(kind, key, scope.data.period, scope.holdsDataOfOnTarget);
}

/** Whether a slice of the source can hold anything that is carried: it is named after what its keys begin with. */
export function isSliceCarried({ scope }: RunContext, { keyParts }: EntryClass, slice: string): boolean {
  const [type] = keyParts ?? [];
  const [uid = ''] = slice.split('/');
  // Some kinds are one slice, whatever its name.
  return scope.isEverything || type === undefined || type === 'period' || !isUid(uid) || scope.holdsDataOf(type, uid);
}

function areCarried(
  { keyParts = [] }: EntryClass,
  key: string,
  period: PeriodRange | undefined,
  holdsDataOf: (type: MetadataType, uid: Uid) => boolean,
): boolean {
  const names = key.split('/');
  return keyParts.every((part, at) => {
    const name = names[at];
    if (part === undefined || name === undefined || name === '') return true;
    return part === 'period' ? isInPeriod(name, period) : holdsDataOf(part, name);
  });
}

/** By year and, where the period names one, month: enough to tell on which side of a border it lies. */
function isInPeriod(name: string, period: PeriodRange | undefined): boolean {
  if (period === undefined) return true;
  const start = period.startDate.replaceAll('-', '');
  const end = period.endDate.replaceAll('-', '');
  const digits = /^\d{4}(\d{2}(\d{2})?)?/.exec(name)?.[0] ?? '';
  return digits >= start.slice(0, digits.length) && digits <= end.slice(0, digits.length);
}
