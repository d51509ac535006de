/** One property of a metadata type, as the instance's own `/api/schemas` says it (API.md §2). */
export interface SchemaProperty {
  /** The JSON key: `collectionName` for collections, else `name`. */
  readonly key: string;
  readonly klass: string;
  readonly propertyType: string;
  readonly itemKlass?: string | undefined;
  readonly itemPropertyType?: string | undefined;
  readonly collection: boolean;
  readonly ordered: boolean;
  readonly owner: boolean;
  readonly persisted: boolean;
  readonly readable: boolean;
  readonly writable: boolean;
  readonly required: boolean;
  readonly unique: boolean;
  readonly embedded: boolean;
  readonly identifiable: boolean;
  /** Greatest length of a text. */
  readonly length?: number | undefined;
  /** The values that an enum property may hold. */
  readonly constants?: readonly string[] | undefined;
}

/** One type that an instance knows. */
export interface Schema {
  readonly klass: string;
  readonly singular: string;
  readonly plural: string;
  /** Importable through `/api/metadata`. */
  readonly metadata: boolean;
  readonly secondaryMetadata: boolean;
  readonly identifiable: boolean;
  readonly embedded: boolean;
  readonly persisted: boolean;
  readonly shareable: boolean;
  readonly dataShareable: boolean;
  /** For example `/dataElements`; absent where the type has no list of its own. */
  readonly endpoint?: string | undefined;
  /** DHIS2's own import order; 2147483647 where it has none. */
  readonly order: number;
  readonly properties: readonly SchemaProperty[];
}

/** The types of one instance, by plural name (`dataElements`) and by Java class. */
export interface SchemaRegistry {
  readonly byPlural: ReadonlyMap<string, Schema>;
  readonly byKlass: ReadonlyMap<string, Schema>;
}
