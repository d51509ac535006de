import type { TrackerPayload } from '../platform/src/model/tracker-objects.ts';
import { onConnections, type PlainClient } from './plain-client.ts';

/** What anybody writes once the bodies are there: each kind after the one that it hangs on; looks at no answer. */
export async function postPlainly(
  target: PlainClient,
  bodies: readonly TrackerPayload[],
  connections: number,
): Promise<void> {
  for (const kind of ['trackedEntities', 'enrollments', 'events', 'relationships'] as const) {
    const some = bodies.filter((body) => (body[kind] ?? []).length > 0);
    await onConnections(connections, some, async (body) => {
      await target.post('/api/tracker?async=false&atomicMode=OBJECT&skipRuleEngine=true&skipSideEffects=true', body);
    });
  }
}
