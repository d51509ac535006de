/** A part of a step that one worker does by itself; the key is all that another process needs to find the work again. */
export interface Piece {
  readonly key: string;
  /** Pieces of a later round begin when the earlier round is done. */
  readonly round: number;
}

/** All of a step, where it cannot be shared or need not be. */
export const wholeStep: Piece = { key: '*', round: 0 };
