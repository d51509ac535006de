type Condition<Row> = (row: Row) => boolean;

/** Both conditions; undefined where there is none. */
export function both<Row>(
  left: Condition<Row> | undefined,
  right: Condition<Row> | undefined,
): Condition<Row> | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return (row) => left(row) && right(row);
}

/** The rows of several requests, one after the other, without those that are not wanted. */
export async function* inTurn<Request, Row>(
  requests: readonly Request[],
  isWanted: Condition<Row> | undefined,
  read: (request: Request) => AsyncIterable<Row>,
): AsyncGenerator<Row> {
  for (const request of requests) {
    if (isWanted === undefined) yield* read(request);
    else for await (const row of read(request)) if (isWanted(row)) yield row;
  }
}
