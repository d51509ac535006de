import type { RunContext } from '../run-context.ts';

/**
 * Looks something up once for as long as a process has a run open, whichever step or piece asks first. A look-up that failed or
 * was stopped is not kept.
 */
export function onceForRun<T>(look: (context: RunContext) => Promise<T>): (context: RunContext) => Promise<T> {
  // Every step and piece has a context of its own; who stands for whom is the same object in all of them.
  const found = new WeakMap<RunContext['identity'], Promise<T>>();
  return async (context) => {
    const known = found.get(context.identity) ?? look(context);
    found.set(context.identity, known);
    try {
      return await known;
    } catch (error) {
      found.delete(context.identity);
      throw error;
    }
  };
}
