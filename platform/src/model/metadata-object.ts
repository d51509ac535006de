import type { Uid } from './uid.ts';

/** A metadata type by its plural name in `/api/schemas`, for example `dataElements`. */
export type MetadataType = string;

/** One metadata object as an instance spells it: JSON with an `id`, everything else kept as it came. */
export interface MetadataObject {
  readonly id: Uid;
  readonly [property: string]: unknown;
}

/** What `/api/metadata` takes: objects by plural type name. */
export type MetadataPayload = Readonly<Record<MetadataType, readonly MetadataObject[]>>;
