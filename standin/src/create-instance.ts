import { randomUUID } from 'node:crypto';
import type { Instance } from './instance.ts';
import { fillBlankInstance } from './metadata/blank.ts';
import { loadSchemas } from './metadata/load-schemas.ts';
import { createMetadataStore } from './metadata/store.ts';
import { createUidSource } from './uid.ts';

/** What a blank instance is made from. */
export interface InstanceOptions {
  readonly release: string;
  /** Fixes the generated UIDs; two instances with one seed generate the same ones. Random when not given. */
  readonly seed?: string;
}

/**
 * Makes a blank instance of a release, as the first start on an empty database leaves it.
 * @throws Error when the release was never recorded.
 */
export function createInstance({ release, seed = randomUUID() }: InstanceOptions): Instance {
  const newUid = createUidSource(seed);
  const instance: Instance = {
    release,
    minor: Number(release.split('.')[1]),
    systemId: systemIdOf(newUid),
    schemas: loadSchemas(release).schemas,
    metadata: createMetadataStore(),
    passwords: new Map(),
    now: () => new Date(),
    newUid,
  };
  fillBlankInstance(instance);
  return instance;
}

function systemIdOf(newUid: () => string): string {
  const hex = Buffer.from(newUid() + newUid())
    .toString('hex')
    .slice(0, 32);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
