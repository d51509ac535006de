import { worldUid } from '../world-uid.ts';

/** The kind of tracked entity that both tracker programs follow. */
export const PERSON = worldUid('WTt', 1);

/** The attributes of persons. */
export const TRACKED_ENTITY_ATTRIBUTE = {
  firstName: worldUid('WTa', 1),
  lastName: worldUid('WTa', 2),
  sex: worldUid('WTa', 3),
  birthDate: worldUid('WTa', 4),
  fileNumber: worldUid('WTa', 5),
  generatedCode: worldUid('WTa', 6),
  phone: worldUid('WTa', 7),
} as const;

/** Programs: two follow persons, one takes single events by partner. */
export const PROGRAM = {
  maternal: worldUid('WPr', 1),
  tuberculosis: worldUid('WPr', 2),
  notification: worldUid('WPr', 3),
} as const;

/** Stages, in the order of their programs. */
export const STAGE = {
  visit: worldUid('WPs', 1),
  delivery: worldUid('WPs', 2),
  treatment: worldUid('WPs', 3),
  caseReport: worldUid('WPs', 4),
} as const;

/** A program of which no person is followed, so that its metadata may hold every detail. */
export const SCREENING_PROGRAM = worldUid('WPr', 4);
/** Its stages. */
export const SCREENING_STAGE = { interview: worldUid('WPs', 5), result: worldUid('WPs', 6) } as const;

/** The data elements of stages. */
export const TRACKER_DATA_ELEMENT = {
  weight: worldUid('WDt', 1),
  haemoglobin: worldUid('WDt', 2),
  treated: worldUid('WDt', 3),
  remarks: worldUid('WDt', 4),
  deliveryDate: worldUid('WDt', 5),
  outcome: worldUid('WDt', 6),
  liveBirths: worldUid('WDt', 7),
  testResult: worldUid('WDt', 8),
  doses: worldUid('WDt', 9),
  ageYears: worldUid('WDt', 10),
  referredTo: worldUid('WDt', 11),
} as const;

/** Which data elements each stage asks. */
export const STAGE_DATA_ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  [STAGE.visit]: [
    TRACKER_DATA_ELEMENT.weight,
    TRACKER_DATA_ELEMENT.haemoglobin,
    TRACKER_DATA_ELEMENT.treated,
    TRACKER_DATA_ELEMENT.remarks,
  ],
  [STAGE.delivery]: [
    TRACKER_DATA_ELEMENT.deliveryDate,
    TRACKER_DATA_ELEMENT.outcome,
    TRACKER_DATA_ELEMENT.liveBirths,
    TRACKER_DATA_ELEMENT.referredTo,
  ],
  [STAGE.treatment]: [TRACKER_DATA_ELEMENT.testResult, TRACKER_DATA_ELEMENT.doses, TRACKER_DATA_ELEMENT.remarks],
  [STAGE.caseReport]: [
    TRACKER_DATA_ELEMENT.ageYears,
    TRACKER_DATA_ELEMENT.testResult,
    TRACKER_DATA_ELEMENT.treated,
    TRACKER_DATA_ELEMENT.remarks,
  ],
};

/** Relationship types, one for each pair of kinds. */
export const RELATIONSHIP_TYPE = {
  motherAndChild: worldUid('WRt', 1),
  personAndCase: worldUid('WRt', 2),
  enrollmentAndTreatment: worldUid('WRt', 3),
  caseAndContact: worldUid('WRt', 4),
} as const;
