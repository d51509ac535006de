/** How much one request holds and how many run at once; follows what the target shows it can take. */
export interface Pace {
  readonly objectsPerRequest: number;
  readonly lanes: number;
  /** A request was answered. */
  answered(objects: number, elapsedMs: number): void;
  /** A request timed out. */
  overwhelmed(): void;
  /** All lanes of a window were served: `objects` sent in `elapsedMs`. */
  windowDone(objects: number, elapsedMs: number): void;
}

/** 500 objects a request and 2 to 4 requests at once measured best with DHIS2 2.42 and 2.43 (peers.md §4). */
const bounds = { fewestObjects: 50, mostObjects: 1000, startObjects: 500, mostLanes: 4, startLanes: 2 } as const;

/** Proxies cut requests after 60 s or more (API.md §12); stay far from it, and do not waste round trips either. */
const slowMs = 20_000;
const fastMs = 1_500;

/** A faster window has to be this much faster before a lane is added or taken for it. */
const worthwhile = 1.05;

/** A pace that climbs: one lane more while that makes it faster, one less when it does not. */
export function createPace(mostLanes: number = bounds.mostLanes): Pace {
  let objectsPerRequest: number = bounds.startObjects;
  let lanes: number = Math.min(bounds.startLanes, mostLanes);
  let step: 1 | -1 = 1;
  let bestRate = 0;
  return {
    get objectsPerRequest() {
      return objectsPerRequest;
    },
    get lanes() {
      return lanes;
    },
    answered(objects, elapsedMs) {
      if (elapsedMs > slowMs) objectsPerRequest = Math.max(bounds.fewestObjects, Math.floor(objectsPerRequest / 2));
      else if (elapsedMs < fastMs && objects >= objectsPerRequest) {
        objectsPerRequest = Math.min(bounds.mostObjects, Math.ceil(objectsPerRequest * 1.25));
      }
    },
    overwhelmed() {
      objectsPerRequest = Math.max(bounds.fewestObjects, Math.floor(objectsPerRequest / 2));
      lanes = Math.max(1, lanes - 1);
      step = -1;
      bestRate = 0;
    },
    windowDone(objects, elapsedMs) {
      if (objects < objectsPerRequest * lanes || elapsedMs <= 0) return;
      const rate = objects / elapsedMs;
      if (rate < bestRate * worthwhile && bestRate > 0) step = step === 1 ? -1 : 1;
      bestRate = Math.max(rate, bestRate * 0.9);
      lanes = Math.min(mostLanes, Math.max(1, lanes + step));
    },
  };
}
