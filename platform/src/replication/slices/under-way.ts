/** Work that was begun and is not waited for at once, within bounds. */
export interface UnderWay {
  /** Begins the work as soon as there is room for its size. Fails when work that was begun before has failed. */
  begin(size: number, work: () => Promise<void>): Promise<void>;
  /** Waits for all that was begun; fails when any of it has. */
  end(): Promise<void>;
  /** Waits until nothing of it goes on any more, whatever became of it. */
  settle(): Promise<void>;
}

/**
 * Keeps work under way up to a capacity, in whatever order it ends: much small work, little large work, and what is larger
 * than the capacity alone. Work of no size takes a sixteenth, so that there is never an endless number.
 */
export function createUnderWay(capacity: number): UnderWay {
  const pending = new Set<Promise<void>>();
  let taken = 0;
  return {
    async begin(size, work) {
      const share = Math.max(size, capacity / 16);
      while (pending.size > 0 && taken + share > capacity) await Promise.race(pending);
      taken += share;
      const done = work().then(() => {
        taken -= share;
        pending.delete(done);
      });
      // What failed stays among the pending until somebody comes for it; until then it is no unhandled failure.
      done.catch(() => undefined);
      pending.add(done);
    },
    async end() {
      await Promise.all(pending);
    },
    async settle() {
      await Promise.allSettled(pending);
    },
  };
}
