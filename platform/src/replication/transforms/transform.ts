import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import type { Schema, SchemaRegistry } from '../../model/schema.ts';
import type { Uid } from '../../model/uid.ts';
import type { IdentityMap } from '../run-context.ts';

/** What the transformation of metadata needs to know of both sides. */
export interface TransformContext {
  readonly source: SchemaRegistry;
  readonly target: SchemaRegistry;
  readonly identity: IdentityMap;
  /** Whether a user or user group exists on the target, or will when the run is done; UIDs are the source's. */
  readonly isKnownRecipient: (uid: Uid) => boolean;
  /** Properties that get the object's UID added, for objects that have to stand beside another of the same name. */
  readonly renames: ReadonlyMap<Uid, readonly string[]>;
  /** Objects of the source that the run leaves out: what names them travels without that. */
  readonly leftOut?: ReadonlySet<Uid> | undefined;
}

/** Something of an object that the target cannot hold. */
export interface Loss {
  readonly property: string;
  readonly code:
    | 'PROPERTY_UNKNOWN'
    | 'CONSTANT_UNKNOWN'
    | 'RECIPIENT_UNKNOWN'
    | 'REFERENCE_LEFT_OUT'
    | 'ARRIVES_DISABLED'
    | 'SECRET_TO_ENTER'
    | 'TRANSLATION_LEFT_OUT';
  /** The constant or the UID that has no place. */
  readonly value?: string | undefined;
}

/** An object as the target should get it, and what of it could not come along. */
export interface Transformed {
  readonly object: MetadataObject;
  readonly losses: readonly Loss[];
}

/** One step: a small pure function that serves one boundary between instances or releases. */
export type Transform = (object: MetadataObject, step: TransformStep) => Transformed;

export interface TransformStep {
  readonly type: MetadataType;
  readonly sourceSchema: Schema;
  readonly targetSchema: Schema;
  readonly context: TransformContext;
}
