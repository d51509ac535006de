import type { MetadataType } from '../../model/metadata-object.ts';
import type { Schema, SchemaRegistry } from '../../model/schema.ts';

/** Why a metadata type is not sent as such, by plural name. Everything else that both sides know is. */
const notReplicated: Readonly<Record<MetadataType, string>> = {
  eventCharts: 'a deprecated view of the table of eventVisualizations; the same objects under another name',
  eventReports: 'a deprecated view of the table of eventVisualizations; the same objects under another name',
  mapViews: 'carried whole inside their maps; alone they are refused',
  apiToken: 'a secret of one instance; the key is never exported',
  oAuth2Clients: 'a secret of one instance; the key is never exported',
  oAuth2Authorizations: 'sessions of one instance',
  oAuth2AuthorizationConsents: 'sessions of one instance',
};

export interface TypeSelection {
  /** Types that are read, compared and written, in DHIS2's own import order. */
  readonly types: readonly MetadataType[];
  /** Types of the source that have no place on the target. */
  readonly withoutPlace: readonly MetadataType[];
  /** Types that Relais does not send, each with its reason. */
  readonly notReplicated: ReadonlyMap<MetadataType, string>;
}

/**
 * The metadata types of a run: those that the source lists and the target imports (API.md §2: `metadata` and
 * identifiable, persisted; some tell no endpoint and have one all the same). `only` restricts them to the names given.
 */
export function selectTypes(source: SchemaRegistry, target: SchemaRegistry, only?: readonly string[]): TypeSelection {
  const candidates = [...source.byPlural.values()].filter(isReplicable).sort((a, b) => a.order - b.order);
  const wanted = candidates.filter((schema) => only === undefined || only.includes(schema.plural));
  const sendable = wanted.filter((schema) => !(schema.plural in notReplicated));
  const hasPlace = (schema: Schema) => {
    const there = target.byPlural.get(schema.plural);
    return there !== undefined && isReplicable(there);
  };
  return {
    types: sendable.filter(hasPlace).map((schema) => schema.plural),
    withoutPlace: sendable.filter((schema) => !hasPlace(schema)).map((schema) => schema.plural),
    notReplicated: new Map(
      wanted
        .filter((schema) => schema.plural in notReplicated)
        .map((schema) => [schema.plural, notReplicated[schema.plural] ?? '']),
    ),
  };
}

function isReplicable(schema: Schema): boolean {
  return schema.metadata && schema.identifiable && schema.persisted;
}
