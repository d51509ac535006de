/** One property of a schema, as `/api/schemas` says it (API.md §2). */
export interface SchemaProperty {
  readonly name: string;
  readonly fieldName?: string;
  readonly collectionName?: string;
  readonly klass: string;
  readonly propertyType: string;
  readonly itemKlass?: string;
  readonly itemPropertyType?: string;
  readonly collection: boolean;
  readonly simple: boolean;
  readonly owner: boolean;
  readonly persisted: boolean;
  readonly readable: boolean;
  readonly writable: boolean;
  readonly required: boolean;
  readonly unique: boolean;
  readonly embeddedObject: boolean;
  readonly identifiableObject: boolean;
  readonly length?: number;
  readonly min?: number;
  readonly max?: number;
  readonly constants?: readonly string[];
  readonly ordered?: boolean;
  /** References that are rendered as a short user instead of `{id}`. */
  readonly propertyTransformer?: boolean;
  readonly owningRole?: string;
  readonly inverseRole?: string;
}

/** One schema of a release, as recorded from `/api/schemas`. */
export interface Schema {
  readonly klass: string;
  readonly singular: string;
  readonly plural: string;
  readonly displayName: string;
  readonly metadata: boolean;
  readonly secondaryMetadata?: boolean;
  readonly identifiableObject: boolean;
  readonly embeddedObject: boolean;
  readonly shareable: boolean;
  readonly dataShareable: boolean;
  readonly defaultPrivate?: boolean;
  readonly persisted: boolean;
  readonly relativeApiEndpoint?: string;
  readonly order: number;
  readonly properties: readonly SchemaProperty[];
}
