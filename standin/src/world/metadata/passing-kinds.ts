import type { MetadataByType } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';

/** Objects of types that came and went: a release that does not know the type gets none. */
export function passingMetadata(): MetadataByType {
  return {
    // Until 2.39; the name of the property is DHIS2's own. Its members are no property of any export.
    programTrackedEntityAttributeGroups: [
      {
        id: worldUid('WPa', 1),
        name: 'Identité de la personne',
        shortName: 'Identité',
        description: 'Ce qui ne change pas d’une visite à l’autre',
        uniqunessType: 'NONE',
      },
    ],
  };
}
