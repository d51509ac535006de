import { joinMetadata, type MetadataByType } from '../metadata-object.ts';
import { accessMetadata } from './access.ts';
import { analyticalMetadata } from './analytical-objects.ts';
import { vocabularyMetadata } from './attributes.ts';
import { categoryMetadata } from './categories.ts';
import { dataElementMetadata } from './data-elements.ts';
import { dataSetMetadata } from './data-sets.ts';
import { indicatorMetadata } from './indicators.ts';
import { type Hierarchy, organisationUnitMetadata } from './organisation-units.ts';
import { programRuleMetadata } from './program-rules.ts';
import { programMetadata } from './programs.ts';
import { trackedEntityMetadata } from './tracked-entities.ts';

/** The world's own metadata: the health information system of an invented country, in French. */
export function worldMetadata(hierarchy: Hierarchy): MetadataByType {
  return joinMetadata([
    accessMetadata(hierarchy),
    vocabularyMetadata(),
    organisationUnitMetadata(hierarchy),
    categoryMetadata(),
    dataElementMetadata(),
    indicatorMetadata(),
    dataSetMetadata(hierarchy),
    trackedEntityMetadata(),
    programMetadata(hierarchy),
    programRuleMetadata(),
    analyticalMetadata(hierarchy),
  ]);
}
