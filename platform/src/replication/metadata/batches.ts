import type { Unit } from './sending-order.ts';

/** How many objects a request holds at most; a single unit may be larger. */
export const objectsPerRequest = 500;

/** The units of one wave, cut into requests. */
export function* batchesOf(units: readonly Unit[], limit = objectsPerRequest): Generator<Unit[]> {
  let batch: Unit[] = [];
  let size = 0;
  for (const unit of units) {
    if (batch.length > 0 && size + unit.members.length > limit) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(unit);
    size += unit.members.length;
  }
  if (batch.length > 0) yield batch;
}
