import type { TrackerObject, TrackerType } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import type { Scope } from '../../selection/scope.ts';
import { normalDate } from './normal-values.ts';
import { textOf } from './object-access.ts';

/** What of a selection can be told from one tracker object alone. */
export interface CarriedConditions {
  /** Whether its org unit and its attribute option combo are inside. */
  hasPlace(object: TrackerObject): boolean;
  /** Whether its date is: of an event when it occurred, or is planned; of an enrollment when it began. */
  isInPeriod(type: TrackerType, object: TrackerObject): boolean;
  /** Whether it changed since the chosen moment. */
  isChanged(object: TrackerObject): boolean;
}

/** `isSelected` answers for the side whose objects are asked about. */
export function carriedConditions({ data }: Scope, isSelected: (type: string, uid: Uid) => boolean): CarriedConditions {
  const { period, changedSinceText: since } = data;
  return {
    hasPlace(object) {
      const orgUnit = textOf(object, 'orgUnit');
      const combo = textOf(object, 'attributeOptionCombo');
      return (
        (orgUnit === undefined || isSelected('organisationUnits', orgUnit)) &&
        (combo === undefined || isSelected('categoryOptionCombos', combo))
      );
    },
    isInPeriod(type, object) {
      if (period === undefined) return true;
      const date =
        type === 'events' ? (textOf(object, 'occurredAt') ?? textOf(object, 'scheduledAt')) : enrolled(object);
      const day = date?.slice(0, 10);
      return day !== undefined && day >= period.startDate && day <= period.endDate;
    },
    isChanged: (object) => since === undefined || (normalDate(textOf(object, 'updatedAt')) ?? since) >= since,
  };
}

function enrolled(enrollment: TrackerObject): string | undefined {
  return textOf(enrollment, 'enrolledAt');
}
