import type { Instance } from '../instance.ts';
import { buildOf } from '../system/builds.ts';
import { timestamp } from '../timestamp.ts';

/** The `system` part that opens every metadata export; `id` is null in every recorded release. */
export function systemHeader(instance: Instance): { system: Record<string, unknown> } {
  const { revision } = buildOf(instance.release);
  return {
    system: { id: null, rev: revision, version: instance.release, date: `${timestamp(instance.now())}+0000` },
  };
}
