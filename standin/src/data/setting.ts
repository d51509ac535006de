import type { Instance } from '../instance.ts';

/** A system setting as it was set; undefined when nobody set it. Filled in by the system area. */
export function settingOf(_instance: Instance, _key: string): unknown {
  return undefined;
}
