/** A text and the second number of the release that it came with. */
export type ReleaseText = readonly [since: number, text: string];
