import type { MetadataByType, MetadataObject } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { OPTION_SET } from './attributes.ts';
import { DEFAULT_COMBO } from './categories.ts';
import { OPEN } from './sharing.ts';
import { PERSON, TRACKED_ENTITY_ATTRIBUTE, TRACKER_DATA_ELEMENT } from './tracker-plan.ts';

/** The attributes that a person has, with or without a program. */
export const PERSON_ATTRIBUTES = [
  TRACKED_ENTITY_ATTRIBUTE.firstName,
  TRACKED_ENTITY_ATTRIBUTE.lastName,
  TRACKED_ENTITY_ATTRIBUTE.sex,
  TRACKED_ENTITY_ATTRIBUTE.birthDate,
  TRACKED_ENTITY_ATTRIBUTE.fileNumber,
] as const;

/** The kind of tracked entity, its attributes and the data elements of tracker data. */
export function trackedEntityMetadata(): MetadataByType {
  const ATTRIBUTE = TRACKED_ENTITY_ATTRIBUTE;
  const ELEMENT = TRACKER_DATA_ELEMENT;
  return {
    trackedEntityAttributes: [
      attribute(ATTRIBUTE.firstName, 'Prénom', 'TEXT'),
      attribute(ATTRIBUTE.lastName, 'Nom de famille', 'TEXT'),
      attribute(ATTRIBUTE.sex, 'Sexe', 'TEXT', { optionSet: { id: OPTION_SET.sex } }),
      attribute(ATTRIBUTE.birthDate, 'Date de naissance', 'DATE'),
      attribute(ATTRIBUTE.fileNumber, 'Numéro de dossier', 'TEXT', { unique: true, orgunitScope: false }),
      attribute(ATTRIBUTE.generatedCode, 'Code de suivi', 'TEXT', {
        unique: true,
        orgunitScope: false,
        generated: true,
        pattern: '"CS-" + RANDOM(########)',
      }),
      attribute(ATTRIBUTE.phone, 'Téléphone', 'PHONE_NUMBER'),
    ],
    trackedEntityTypes: [
      {
        id: PERSON,
        name: 'Personne suivie',
        shortName: 'Personne suivie',
        description: 'Personne prise en charge par une formation sanitaire',
        featureType: 'POINT',
        allowAuditLog: true,
        minAttributesRequiredToSearch: 1,
        maxTeiCountToReturn: 0,
        trackedEntityTypeAttributes: PERSON_ATTRIBUTES.map((id, index) => ({
          id: worldUid('WTy', index + 1),
          trackedEntityAttribute: { id },
          displayInList: true,
          mandatory: index === 1,
          searchable: true,
        })),
        sharing: { ...OPEN, public: 'rwrw----' },
      },
    ],
    dataElements: [
      element(ELEMENT.weight, 'Poids (kg)', 'NUMBER'),
      element(ELEMENT.haemoglobin, "Taux d'hémoglobine (g/dl)", 'NUMBER'),
      element(ELEMENT.treated, 'Traitement administré', 'BOOLEAN'),
      element(ELEMENT.remarks, 'Observations cliniques', 'LONG_TEXT'),
      element(ELEMENT.deliveryDate, "Date de l'accouchement", 'DATE'),
      element(ELEMENT.outcome, "Issue de l'accouchement", 'TEXT', { optionSet: { id: OPTION_SET.outcome } }),
      element(ELEMENT.liveBirths, 'Naissances vivantes', 'INTEGER_ZERO_OR_POSITIVE'),
      element(ELEMENT.testResult, "Résultat de l'examen", 'TEXT', { optionSet: { id: OPTION_SET.testResult } }),
      element(ELEMENT.doses, 'Doses remises', 'INTEGER_POSITIVE'),
      element(ELEMENT.ageYears, 'Âge en années', 'INTEGER_ZERO_OR_POSITIVE'),
      element(ELEMENT.referredTo, 'Référée vers', 'ORGANISATION_UNIT'),
    ],
  };
}

function attribute(id: string, name: string, valueType: string, rest: object = {}): MetadataObject {
  return {
    id,
    code: `TEA-${id.slice(-2)}`,
    name,
    shortName: name,
    valueType,
    aggregationType: 'NONE',
    ...rest,
    sharing: OPEN,
  };
}

function element(id: string, name: string, valueType: string, rest: object = {}): MetadataObject {
  return {
    id,
    code: `DET-${id.slice(-2)}`,
    name: `${name} (suivi)`,
    shortName: `${name} (suivi)`,
    formName: name,
    domainType: 'TRACKER',
    valueType,
    aggregationType: valueType === 'NUMBER' ? 'AVERAGE' : 'NONE',
    categoryCombo: { id: DEFAULT_COMBO },
    zeroIsSignificant: true,
    ...rest,
    sharing: OPEN,
  };
}
