import type { DataValue } from '../../../model/data-value.ts';
import type { Uid } from '../../../model/uid.ts';
import {
  createTextLanes,
  mixA,
  mixB,
  type RowLanes,
  spread,
  type TextLanes,
  textLaneA,
  textLaneB,
} from '../../slices/row-hash.ts';

/** What the values of a data element are, where that has a say in whether two of them are the same. */
export type ValueKind = 'boolean' | 'trueOnly' | 'orgUnit' | undefined;

/** Writes a value's hashes into `lanes`. */
export type DataValueHash = (value: DataValue, lanes: RowLanes) => void;

const trueVariants = new Set(['true', 'True', 'TRUE', 't', 'T', '1']);
const falseVariants = new Set(['false', 'False', 'FALSE', 'f', 'F', '0']);

/**
 * Hashes a value's key and what is compared of it: the value's text without blanks at its ends, booleans in one
 * spelling (both as DHIS2 stores them: dhis2-core, `DefaultDataValueSetService.createDataValue`), org units as the target
 * names them, the comment and the follow-up mark, where absent is false. Never `created`, `lastUpdated`, `storedBy`.
 */
export function createDataValueHash(rename: (uid: Uid) => Uid, kindOf: (dataElement: Uid) => ValueKind): DataValueHash {
  const uids = createTextLanes(rename);
  const periods = createTextLanes();
  return (value, lanes) => {
    const dataElement = uids.indexOf(value.dataElement);
    hashKey(value, dataElement, uids, periods, lanes);
    const kind = kindOf(value.dataElement);
    const text = kind === 'orgUnit' ? rename(value.value ?? '') : normalValue(value.value ?? '', kind);
    const comment = value.comment ?? '';
    const followup = value.followup === true ? 1 : 0;
    lanes.contentA = spread(mixA(mixA(trimmedLane(text, textLaneA), trimmedLane(comment, textLaneA)), followup));
    lanes.contentB = spread(mixB(mixB(trimmedLane(text, textLaneB), trimmedLane(comment, textLaneB)), followup));
  };
}

function hashKey(value: DataValue, dataElement: number, uids: TextLanes, periods: TextLanes, lanes: RowLanes): void {
  const period = periods.indexOf(value.period);
  const orgUnit = uids.indexOf(value.orgUnit);
  const categoryOptionCombo = uids.indexOf(value.categoryOptionCombo);
  const attributeOptionCombo = uids.indexOf(value.attributeOptionCombo);
  let a = mixA(uids.laneA(dataElement), periods.laneA(period));
  a = mixA(mixA(a, uids.laneA(orgUnit)), uids.laneA(categoryOptionCombo));
  lanes.keyA = spread(mixA(a, uids.laneA(attributeOptionCombo)));
  let b = mixB(uids.laneB(dataElement), periods.laneB(period));
  b = mixB(mixB(b, uids.laneB(orgUnit)), uids.laneB(categoryOptionCombo));
  lanes.keyB = spread(mixB(b, uids.laneB(attributeOptionCombo)));
}

function normalValue(text: string, kind: ValueKind): string {
  if (kind === undefined) return text;
  if (trueVariants.has(text)) return 'true';
  return kind === 'boolean' && falseVariants.has(text) ? 'false' : text;
}

/** DHIS2 cuts characters up to U+0020 off both ends (Java's `trim`); a text of nothing else is no text. */
function trimmedLane(text: string, lane: (text: string, from: number, to: number) => number): number {
  let from = 0;
  let to = text.length;
  while (from < to && text.charCodeAt(from) <= 32) from++;
  while (to > from && text.charCodeAt(to - 1) <= 32) to--;
  return lane(text, from, to);
}

/** Whether nothing would be left of a text. */
export function isBlank(text: string | undefined): boolean {
  if (text === undefined) return true;
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 32) return false;
  return true;
}
