import { OPTION_CODES } from '../metadata/attributes.ts';
import { STAGE_DATA_ELEMENTS, TRACKER_DATA_ELEMENT } from '../metadata/tracker-plan.ts';
import type { Random } from '../random.ts';
import type { EventValueBody } from './tracker-bodies.ts';

const ELEMENT = TRACKER_DATA_ELEMENT;

/** Values for most data elements of a stage, as its events hold them. */
export function eventValues(programStage: string, day: string, orgUnit: string, random: Random): EventValueBody[] {
  return (STAGE_DATA_ELEMENTS[programStage] ?? [])
    .filter(() => random.chance(0.9))
    .map((dataElement) => ({ dataElement, value: value(dataElement, day, orgUnit, random) }));
}

function value(dataElement: string, day: string, orgUnit: string, random: Random): string {
  switch (dataElement) {
    case ELEMENT.weight:
      return `${45 + random.below(40)}.${1 + random.below(9)}`;
    case ELEMENT.haemoglobin:
      return `${6 + random.below(9)}.${1 + random.below(9)}`;
    case ELEMENT.treated:
      return random.chance(0.4) ? 'true' : 'false';
    case ELEMENT.remarks:
      return random.pick(['Suite simple.', 'À revoir ; tension élevée.', 'Référée « en urgence ».']);
    case ELEMENT.deliveryDate:
      return day;
    case ELEMENT.outcome:
      return random.pick(OPTION_CODES.outcome);
    case ELEMENT.testResult:
      return random.pick(OPTION_CODES.testResult);
    case ELEMENT.referredTo:
      return orgUnit;
    case ELEMENT.ageYears:
      return String(random.below(80));
    default:
      return String(1 + random.below(3));
  }
}
