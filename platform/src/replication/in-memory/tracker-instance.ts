import { noEntries } from '../../model/entry.ts';
import { noFiles } from '../../model/file-resource.ts';
import type { InstanceFacts, WritableInstance } from '../../model/instance.ts';
import { noMaintenance } from '../../model/maintenance.ts';
import type { MetadataObject } from '../../model/metadata-object.ts';
import { nothing } from '../../model/nothing.ts';
import { type TrackerObject, type TrackerType, trackerUidKey } from '../../model/tracker-objects.ts';
import { importIntoStore, type TrackerImporterOptions } from './tracker-importer.ts';
import { createTrackerStore, type InMemoryTrackerObjects } from './tracker-store.ts';

export interface TrackerInstanceOptions extends Pick<TrackerImporterOptions, 'complaint' | 'breaksTheRequest'> {
  readonly release: string;
  readonly metadata: Readonly<Record<string, readonly MetadataObject[]>>;
  /** Called before each listed object; throws where the connection is to break. */
  readonly onRead?: ((type: TrackerType, object: TrackerObject) => void) | undefined;
  /** Called before and after each import; throws where the process is to die. */
  readonly onImport?: ((moment: 'before' | 'after', objects: number) => void) | undefined;
}

export interface InMemoryTrackerInstance extends WritableInstance {
  readonly objects: InMemoryTrackerObjects;
  /** What was posted, in order. */
  readonly imports: { readonly type: TrackerType; readonly objects: readonly TrackerObject[] }[];
  put(type: TrackerType, ...objects: TrackerObject[]): void;
}

/** An instance that holds metadata and tracker data in memory: the ports without a network. */
export function createTrackerInstance(options: TrackerInstanceOptions): InMemoryTrackerInstance {
  const minor = Number(options.release.split('.')[1]);
  const store = createTrackerStore({ metadata: options.metadata, listsFlat: minor >= 41 });
  const { objects } = store;
  const imports: InMemoryTrackerInstance['imports'] = [];
  return {
    facts: factsOf(options.release),
    entries: noEntries,
    files: noFiles,
    maintenance: noMaintenance,
    objects,
    imports,
    put(type, ...added) {
      for (const object of added) objects[type].set(String(object[trackerUidKey[type]]), object);
    },
    async *readMetadata(type) {
      yield* options.metadata[type] ?? [];
    },
    countMetadata: async (type) => options.metadata[type]?.length ?? 0,
    async *readTracker(type, selection, signal) {
      for (const object of store.list(type, selection)) {
        signal.throwIfAborted();
        options.onRead?.(type, object);
        yield object;
      }
    },
    countTracker: async (type, selection) => store.list(type, selection).length,
    async importTracker(payload, { signal, validateOnly }) {
      signal.throwIfAborted();
      const entries = Object.entries(payload) as [TrackerType, readonly TrackerObject[]][];
      const count = entries.reduce((sum, [, list]) => sum + list.length, 0);
      options.onImport?.('before', count);
      for (const [type, list] of entries) imports.push({ type, objects: list });
      const report = importIntoStore(payload, validateOnly === true, {
        ...options,
        objects,
        keepsCompletedAt: minor >= 42,
      });
      options.onImport?.('after', count);
      return report;
    },
    readDataValues: nothing,
    readCompleteness: nothing,
    importMetadata: unsupported,
    importDataValues: unsupported,
    importCompleteness: unsupported,
    inviteUser: unsupported,
    assignOrganisationUnits: unsupported,
  };
}

async function unsupported(): Promise<never> {
  throw new Error('this instance only takes tracker data');
}

function factsOf(release: string): InstanceFacts {
  return {
    name: release,
    address: 'memory:',
    release,
    serverDate: '2026-01-01T00:00:00.000',
    clockOffsetMs: 0,
    account: {
      uid: 'M5zQapPyTZI',
      username: 'admin',
      authorities: ['ALL'],
      roles: [],
      organisationUnits: [],
      dataViewOrganisationUnits: [],
      searchOrganisationUnits: [],
    },
    schemas: { byPlural: new Map(), byKlass: new Map() },
  };
}
