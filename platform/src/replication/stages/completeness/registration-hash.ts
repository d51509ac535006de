import type { CompleteDataSetRegistration } from '../../../model/data-value.ts';
import type { Uid } from '../../../model/uid.ts';
import { createTextLanes, mixA, mixB, type RowLanes, spread } from '../../slices/row-hash.ts';

/**
 * Hashes a registration's key and what is compared of it: whether it is complete (DHIS2 takes absent for true) and the
 * day of its date, which is all that the export says (API.md §8.3; recorded in 2.40.1, 2.41.5.1 and 2.42.4.1).
 */
export function createRegistrationHash(rename: (uid: Uid) => Uid) {
  const uids = createTextLanes(rename);
  const texts = createTextLanes();
  return (registration: CompleteDataSetRegistration, lanes: RowLanes): void => {
    const dataSet = uids.indexOf(registration.dataSet);
    const orgUnit = uids.indexOf(registration.organisationUnit);
    const combo = uids.indexOf(registration.attributeOptionCombo);
    const period = texts.indexOf(registration.period);
    const day = texts.indexOf((registration.date ?? '').slice(0, 10));
    const completed = registration.completed === false ? 0 : 1;
    let a = mixA(uids.laneA(dataSet), texts.laneA(period));
    a = mixA(mixA(a, uids.laneA(orgUnit)), uids.laneA(combo));
    let b = mixB(uids.laneB(dataSet), texts.laneB(period));
    b = mixB(mixB(b, uids.laneB(orgUnit)), uids.laneB(combo));
    lanes.keyA = spread(a);
    lanes.keyB = spread(b);
    lanes.contentA = spread(mixA(texts.laneA(day), completed));
    lanes.contentB = spread(mixB(texts.laneB(day), completed));
  };
}
