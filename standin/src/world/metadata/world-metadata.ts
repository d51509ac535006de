import { joinMetadata, type MetadataByType } from '../metadata-object.ts';
import { accessMetadata } from './access.ts';
import { analyticalMetadata } from './analytical-objects.ts';
import { approvalMetadata } from './approval.ts';
import { vocabularyMetadata } from './attributes.ts';
import { categoryMetadata } from './categories.ts';
import { computedMetadata } from './computed.ts';
import { dataElementMetadata } from './data-elements.ts';
import { dataSetMetadata } from './data-sets.ts';
import { equipmentMetadata } from './equipment.ts';
import { detailedEventVisualizations } from './event-visualization-kinds.ts';
import { indicatorMetadata } from './indicators.ts';
import { detailedLists } from './list-kinds.ts';
import { mapLayerMetadata } from './map-layers.ts';
import { type Hierarchy, organisationUnitMetadata } from './organisation-units.ts';
import { outsideLinkMetadata } from './outside-links.ts';
import { paperFileMetadata } from './paper-files.ts';
import { passingMetadata } from './passing-kinds.ts';
import { programRuleMetadata } from './program-rules.ts';
import { programMetadata } from './programs.ts';
import { publicationMetadata } from './publications.ts';
import { screeningMetadata } from './screening.ts';
import { screeningRuleMetadata } from './screening-rules.ts';
import { trackedEntityMetadata } from './tracked-entities.ts';
import { detailedVisualizations } from './visualization-kinds.ts';

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
    ...detailMetadata(hierarchy),
  ]);
}

/** At least one object of every type that the parts above have none of, and the details that they leave out. */
function detailMetadata(hierarchy: Hierarchy): MetadataByType[] {
  return [
    approvalMetadata(),
    equipmentMetadata(hierarchy),
    computedMetadata(),
    screeningMetadata(hierarchy),
    screeningRuleMetadata(),
    {
      visualizations: detailedVisualizations(hierarchy),
      eventVisualizations: detailedEventVisualizations(hierarchy),
    },
    mapLayerMetadata(hierarchy),
    publicationMetadata(),
    detailedLists(hierarchy),
    outsideLinkMetadata(hierarchy),
    passingMetadata(),
    paperFileMetadata(hierarchy),
  ];
}
