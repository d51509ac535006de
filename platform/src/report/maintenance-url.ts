import type { Finding } from '../model/finding.ts';
import { isUid } from '../model/uid.ts';
import type { InstanceIdentity } from '../store/run.ts';

/** Sections of the Maintenance app (`#/edit/<section>/<type>/<uid>`, DHIS2 2.38 to 2.42) of the types that it edits. */
const places: Readonly<Record<string, string>> = {
  attributes: 'otherSection/attribute',
  categories: 'categorySection/category',
  categoryCombos: 'categorySection/categoryCombo',
  categoryOptionCombos: 'categorySection/categoryOptionCombo',
  categoryOptionGroups: 'categorySection/categoryOptionGroup',
  categoryOptionGroupSets: 'categorySection/categoryOptionGroupSet',
  categoryOptions: 'categorySection/categoryOption',
  constants: 'otherSection/constant',
  dataElementGroups: 'dataElementSection/dataElementGroup',
  dataElementGroupSets: 'dataElementSection/dataElementGroupSet',
  dataElements: 'dataElementSection/dataElement',
  dataSets: 'dataSetSection/dataSet',
  indicatorGroups: 'indicatorSection/indicatorGroup',
  indicators: 'indicatorSection/indicator',
  indicatorTypes: 'indicatorSection/indicatorType',
  legendSets: 'otherSection/legendSet',
  optionSets: 'otherSection/optionSet',
  organisationUnitGroups: 'organisationUnitSection/organisationUnitGroup',
  organisationUnitGroupSets: 'organisationUnitSection/organisationUnitGroupSet',
  organisationUnits: 'organisationUnitSection/organisationUnit',
  predictors: 'otherSection/predictor',
  programIndicators: 'indicatorSection/programIndicator',
  programRules: 'programSection/programRule',
  programs: 'programSection/program',
  relationshipTypes: 'programSection/relationshipType',
  trackedEntityAttributes: 'programSection/trackedEntityAttribute',
  trackedEntityTypes: 'programSection/trackedEntityType',
  validationRules: 'validationSection/validationRule',
};

/** Where the source's Maintenance app edits the object of a finding; undefined where it does not, or when we do not know. */
export function maintenanceUrl(source: InstanceIdentity | undefined, finding: Finding): string | undefined {
  const place = places[finding.type];
  const minor = Number(source?.release.split('.')[1] ?? Number.NaN);
  const hasKnownApp = minor <= 42;
  if (!source || !place || !hasKnownApp || !isUid(finding.key) || !/^https?:\/\//.test(source.address))
    return undefined;
  return `${source.address}/dhis-web-maintenance/index.html#/edit/${place}/${finding.key}`;
}
