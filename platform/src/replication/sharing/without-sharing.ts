import type { InstanceFacts, InstanceReader, WritableInstance } from '../../model/instance.ts';
import type { SchemaRegistry } from '../../model/schema.ts';
import type { RunOptions } from '../run-context.ts';

/** The two sides as the run's sharing policy lets the engine see them. */
export function withSharingPolicy<Run extends Sides>(run: Run): Run {
  if (run.options.sharing !== 'without') return run;
  return { ...run, source: sourceWithoutSharing(run.source), target: targetWithoutSharing(run.target) };
}

interface Sides {
  readonly source: InstanceReader;
  readonly target: WritableInstance;
  readonly options: RunOptions;
}

/**
 * The source as a run without sharing sees it: no type has any. Comparison, findings and what is sent follow from that,
 * since all three ask the schemas.
 */
function sourceWithoutSharing(source: InstanceReader): InstanceReader {
  return { ...source, facts: factsWithoutSharing(source.facts) };
}

/**
 * The target likewise. What exists keeps its own sharing, and what is new belongs to the account of the run alone: both
 * are what `skipSharing` does (API.md §4.1).
 */
function targetWithoutSharing(target: WritableInstance): WritableInstance {
  return {
    ...target,
    facts: factsWithoutSharing(target.facts),
    importMetadata: (payload, options) => target.importMetadata(payload, { ...options, skipSharing: true }),
  };
}

function factsWithoutSharing(facts: InstanceFacts): InstanceFacts {
  return { ...facts, schemas: schemasWithoutSharing(facts.schemas) };
}

function schemasWithoutSharing({ byPlural, byKlass }: SchemaRegistry): SchemaRegistry {
  const changed = new Map(
    [...byPlural.values()].map((schema) => {
      const properties = schema.properties.filter(({ key }) => key !== 'sharing');
      return [schema, { ...schema, shareable: false, properties }] as const;
    }),
  );
  return {
    byPlural: new Map([...byPlural].map(([plural, schema]) => [plural, changed.get(schema) ?? schema])),
    byKlass: new Map([...byKlass].map(([klass, schema]) => [klass, changed.get(schema) ?? schema])),
  };
}
