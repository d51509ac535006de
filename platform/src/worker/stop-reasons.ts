/** The run was paused, cancelled or has ended: what is at hand is broken off, and done again when it goes on. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';

  constructor() {
    super('The run is not to be worked on any longer.');
  }
}

/** The worker was taken for dead, and the piece is somebody else's: what is not in the ledger by now is theirs to do. */
export class PieceLost extends Error {
  override readonly name = 'PieceLost';

  constructor() {
    super('The piece is held by another worker.');
  }
}

/** The worker has lost its place in the database: others take what it holds. */
export class PlaceLost extends Error {
  override readonly name = 'PlaceLost';

  constructor(cause: unknown) {
    super('The worker has lost its connection to the database.', { cause });
  }
}
