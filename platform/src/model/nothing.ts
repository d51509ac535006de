/** Yields nothing: what there is of something that an instance does not know. */
export async function* nothing(): AsyncGenerator<never> {
  yield* [];
}
