/** A text and the second number of the release that it came with. */
type Text = readonly [since: number, text: string];

/**
 * Texts of the tracker's validation codes by release, as the server words them (API.md §9.3; texts of 2.40.1, 2.41.5.1,
 * 2.42.4.1 and 2.43.1). A release uses the last text that is not newer than itself.
 */
const MESSAGES: Readonly<Record<string, readonly Text[]>> = {
  E1000: [
    [40, 'User: `{0}`, has no write access to OrganisationUnit: `{1}`.'],
    [42, 'User: `{0}` has no write access to OrganisationUnit: `{1}`.'],
    [43, 'User: `{0}` has no capture scope access to OrganisationUnit: `{1}`.'],
  ],
  E1001: [
    [40, 'User: `{0}`, has no data write access to TrackedEntityType: `{1}`.'],
    [42, 'User: `{0}` has no data write access to TrackedEntityType: `{1}`.'],
  ],
  E1002: [
    [40, 'TrackedEntityInstance: `{0}`, already exists.'],
    [41, 'TrackedEntity: `{0}`, already exists.'],
  ],
  E1005: [[40, 'Could not find TrackedEntityType: `{0}`.']],
  E1006: [
    [40, 'Attribute: `{0}`, does not exist.'],
    [42, 'Attribute: `{0}` does not exist.'],
  ],
  E1007: [[40, 'Error validating attribute value type: `{0}`; Error: `{1}`.']],
  E1009: [
    [40, 'File resource: `{0}`, has already been assigned to a different object.'],
    [42, 'File resource: `{0}` has already been assigned to another object.'],
  ],
  E1010: [[40, 'Could not find Program: `{0}`, linked to Event.']],
  E1011: [[40, 'Could not find OrganisationUnit: `{0}`, linked to Event.']],
  E1013: [[40, 'Could not find ProgramStage: `{0}`, linked to Event.']],
  E1014: [
    [
      40,
      'Provided Program: `{0}`, is a Program without registration. An Enrollment cannot be created into Program without registration.',
    ],
    [
      42,
      'Provided Program: `{0}` is a Program without registration. An Enrollment cannot be created into Program without registration.',
    ],
  ],
  E1015: [
    [40, 'TrackedEntityInstance: `{0}`, already has an active Enrollment in Program `{1}`.'],
    [41, 'TrackedEntity: `{0}`, already has an active Enrollment in Program `{1}`.'],
    [42, 'TrackedEntity: `{0}` already has an active Enrollment in Program `{1}`.'],
  ],
  E1016: [
    [
      40,
      'TrackedEntityInstance: `{0}`, already has an enrollment in Program: `{1}`, and this program only allows enrolling one time.',
    ],
    [
      41,
      'TrackedEntity: `{0}`, already has an enrollment in Program: `{1}`, and this program only allows enrolling one time.',
    ],
    [
      42,
      'TrackedEntity: `{0}` already has an Enrollment in Program: `{1}`, and this Program only allows enrolling once.',
    ],
  ],
  E1018: [
    [40, 'Attribute: `{0}`, is mandatory in program `{1}` but not declared in enrollment `{2}`.'],
    [42, 'Attribute: `{0}` is mandatory in Program `{1}` but not declared in Enrollment `{2}`.'],
  ],
  E1019: [
    [40, 'Only Program attributes is allowed for enrollment; Non valid attribute: `{0}`.'],
    [42, 'Only ProgramAttributes are allowed for Enrollment, invalid Attribute: `{0}`.'],
  ],
  E1020: [
    [40, 'Enrollment date: `{0}`, cannot be a future date.'],
    [42, 'Enrollment date: `{0}` cannot be a future date.'],
  ],
  E1021: [
    [40, 'Incident date: `{0}`, cannot be a future date.'],
    [42, 'Incident date: `{0}` cannot be a future date.'],
  ],
  E1022: [
    [40, 'TrackedEntityInstance: `{0}`, must have same TrackedEntityType as Program `{1}`.'],
    [41, 'TrackedEntity: `{0}`, must have same TrackedEntityType as Program `{1}`.'],
    [42, 'TrackedEntity: `{0}` must have same TrackedEntityType as Program `{1}`.'],
  ],
  E1023: [
    [40, 'DisplayIncidentDate is true but property occurredAt is null or has an invalid format: `{0}`.'],
    [42, 'DisplayIncidentDate is true but occurredAt is null.'],
  ],
  E1025: [
    [40, 'Property enrolledAt is null or has an invalid format: `{0}`.'],
    [42, 'Property enrolledAt is null.'],
  ],
  E1029: [
    [40, 'Event OrganisationUnit: `{0}`, and Program: `{1}`, dont match.'],
    [42, 'Event OrganisationUnit: `{0}` and Program: `{1}`, do not match.'],
  ],
  E1030: [
    [40, 'Event: `{0}`, already exists.'],
    [42, 'Event: `{0}` already exists.'],
  ],
  E1031: [
    [40, 'Event OccurredAt date is missing.'],
    [42, 'Event occurredAt date is missing.'],
  ],
  E1032: [
    [40, 'Event: `{0}`, do not exist.'],
    [42, 'Event: `{0}` do not exist.'],
  ],
  E1033: [
    [40, 'Event: `{0}`, Enrollment value is null.'],
    [42, 'Event: `{0}` Enrollment value is null.'],
  ],
  E1039: [
    [40, 'ProgramStage: `{0}`, is not repeatable and an event already exists.'],
    [42, 'ProgramStage: `{0}` is not repeatable and an Event already exists.'],
  ],
  E1041: [
    [40, 'Enrollment OrganisationUnit: `{0}`, and Program: `{1}`, dont match.'],
    [42, 'Enrollment OrganisationUnit: `{0}` and Program: `{1}` do not match.'],
  ],
  E1047: [
    [40, 'Event: `{0}`, date belongs to an expired period. It is not possible to create such event.'],
    [42, 'Event: `{0}` date belongs to an expired period, not possible to create Event.'],
  ],
  E1048: [[40, 'Object: `{0}`, uid: `{1}`, has an invalid uid format.']],
  E1049: [
    [40, 'Could not find OrganisationUnit: `{0}`, linked to Tracked Entity.'],
    [42, 'Could not find OrganisationUnit: `{0}` linked to TrackedEntity.'],
  ],
  E1050: [[40, 'Event ScheduledAt date is missing.']],
  E1051: [[42, 'Event: `{0}` completedAt must be null when status is `{1}`.']],
  E1052: [[42, 'Enrollment: `{0}` completedAt must be null when status is `{1}`.']],
  E1054: [
    [40, 'AttributeOptionCombo `{0}` is not in the event programs category combo `{1}`.'],
    [42, 'AttributeOptionCombo `{0}` is not in the Event Program CategoryCombo `{1}`.'],
  ],
  E1055: [
    [40, 'Default AttributeOptionCombo is not allowed since program has non-default CategoryCombo.'],
    [42, 'Default AttributeOptionCombo is not allowed as Program has non-default CategoryCombo.'],
  ],
  E1056: [
    [40, 'Event date: `{0}`, is before start date: `{1}`, for AttributeOption: `{2}`.'],
    [42, 'Event date: `{0}` is before start date: `{1}` for AttributeOption: `{2}`.'],
  ],
  E1057: [
    [40, 'Event date: `{0}`, is after end date: `{1}`, for AttributeOption: `{2}` in program: `{3}`.'],
    [42, 'Event date: `{0}` is after end date: `{1}` for AttributeOption: `{2}` in Program: `{3}`.'],
  ],
  E1063: [
    [40, 'TrackedEntityInstance: `{0}`, does not exist.'],
    [41, 'TrackedEntity: `{0}`, does not exist.'],
  ],
  E1064: [
    [40, 'Non-unique attribute value `{0}` for attribute `{1}`'],
    [42, 'Non-unique attribute value `{0}` for attribute `{1}`.'],
  ],
  E1068: [
    [40, 'Could not find TrackedEntityInstance: `{0}`, linked to Enrollment.'],
    [41, 'Could not find TrackedEntity: `{0}`, linked to Enrollment.'],
    [42, 'Could not find TrackedEntity: `{0}` linked to Enrollment.'],
  ],
  E1069: [
    [40, 'Could not find Program: `{0}`, linked to Enrollment.'],
    [42, 'Could not find Program: `{0}` linked to Enrollment.'],
  ],
  E1070: [
    [40, 'Could not find OrganisationUnit: `{0}`, linked to Enrollment.'],
    [42, 'Could not find OrganisationUnit: `{0}` linked to Enrollment.'],
  ],
  E1075: [
    [40, 'Attribute: `{0}`, is missing uid.'],
    [43, 'Attribute: `{0}` UID is missing.'],
  ],
  E1076: [
    [40, '`{0}` `{1}` is mandatory and cannot be null'],
    [43, '`{0}` `{1}` is mandatory and must be specified.'],
  ],
  E1077: [
    [40, 'Attribute: `{0}`, text value exceed the maximum allowed length: `{0}`.'],
    [43, 'Attribute: `{0}` text value exceed the maximum length: `{0}`.'],
  ],
  E1079: [
    [40, 'Event: `{0}`, program: `{1}` is different from program defined in enrollment `{2}`.'],
    [43, 'Event: `{0}` Program: `{1}` is different from Program defined in Enrollment `{2}`.'],
  ],
  E1080: [
    [40, 'Enrollment: `{0}`, already exists.'],
    [43, 'Enrollment: `{0}` already exists.'],
  ],
  E1081: [
    [40, 'Enrollment: `{0}`, do not exist.'],
    [43, 'Enrollment: `{0}` do not exist.'],
  ],
  E1082: [
    [40, 'Event: `{0}`, is already deleted and cannot be modified.'],
    [43, 'Event: `{0}` is already deleted and cannot be modified.'],
  ],
  E1084: [[40, 'File resource: `{0}`, reference could not be found.']],
  E1085: [[40, 'Attribute: `{0}`, value does not match value type: `{1}`.']],
  E1089: [
    [40, 'Event: `{0}`, references a Program Stage `{1}` that does not belong to Program `{2}`.'],
    [43, 'Event: `{0}` references ProgramStage `{1}` which do not belong to Program `{2}`.'],
  ],
  E1090: [
    [40, 'Attribute: `{0}`, is mandatory in tracked entity type `{1}` but not declared in tracked entity `{2}`.'],
    [42, 'Attribute: `{0}` is mandatory in TrackedEntityType `{1}` but not found in TrackedEntity `{2}`.'],
  ],
  E1091: [
    [40, 'User: `{0}`, has no data write access to Program: `{1}`.'],
    [42, 'User: `{0}` has no data write access to Program: `{1}`.'],
  ],
  E1100: [
    [40, 'User: `{0}`, is lacking F_TEI_CASCADE_DELETE authority to delete TrackedEntityInstance: `{1}`.'],
    [41, 'User: `{0}`, is lacking F_TEI_CASCADE_DELETE authority to delete TrackedEntity: `{1}`.'],
    [42, 'User: `{0}` lacks F_TEI_CASCADE_DELETE authority to delete TrackedEntity: `{1}`.'],
  ],
  E1103: [
    [40, 'User: `{0}`, is lacking F_ENROLLMENT_CASCADE_DELETE authority to delete Enrollment : `{1}`.'],
    [42, 'User: `{0}` lacks F_ENROLLMENT_CASCADE_DELETE authority to delete Enrollment : `{1}`.'],
  ],
  E1113: [
    [40, 'Enrollment: `{0}`, is already deleted and cannot be modified.'],
    [42, 'Enrollment: `{0}` is already deleted and cannot be modified.'],
  ],
  E1114: [
    [40, 'TrackedEntity: `{0}`, is already deleted and cannot be modified.'],
    [42, 'TrackedEntity: `{0}` is already deleted and cannot be modified.'],
  ],
  E1115: [[40, 'Could not find CategoryOptionCombo: `{0}`.']],
  E1118: [
    [40, 'Assigned user `{0}` is not valid.'],
    [42, 'Assigned User `{0}` is not valid.'],
  ],
  E1119: [
    [40, 'A Tracker Note with uid `{0}` already exists.'],
    [42, 'A Note with UID `{0}` already exists.'],
  ],
  E1120: [
    [40, 'ProgramStage `{0}` does not allow user assignment'],
    [42, 'ProgramStage `{0}` does not allow user assignment.'],
  ],
  E1122: [[40, 'Missing required enrollment property: `{0}`.']],
  E1123: [[40, 'Missing required event property: `{0}`.']],
  E1121: [[40, 'Missing required trackedEntity property: `{0}`.']],
  E1124: [[40, 'Missing required relationship property: `{0}`.']],
  E1125: [
    [40, 'Value {0} is not a valid option for {1} {2} in option set {3}'],
    [41, 'Value `{0}` is not a valid option code in option set `{1}`'],
    [42, 'Value `{0}` is not a valid option code in OptionSet `{1}`.'],
  ],
  E1126: [
    [40, 'Not allowed to update Tracked Entity property: {0}.'],
    [42, 'Not allowed to update trackedEntity property: {0}.'],
  ],
  E1127: [
    [40, 'Not allowed to update Enrollment property: {0}.'],
    [42, 'Not allowed to update enrollment property: {0}.'],
  ],
  E1128: [
    [40, 'Not allowed to update Event property: {0}.'],
    [42, 'Not allowed to update event property: {0}.'],
  ],
  E1130: [[43, 'AttributeOptionCombo `{0}` is not in the program enrollment CategoryCombo `{1}`.']],
  E1302: [
    [40, 'DataElement `{0}` is not valid: `{1}`'],
    [42, 'DataElement `{0}` is not valid: `{1}`.'],
  ],
  E1303: [
    [40, 'Mandatory DataElement `{0}` is not present'],
    [42, 'Mandatory DataElement `{0}` is not present.'],
  ],
  E1304: [
    [40, 'DataElement `{0}` is not a valid data element'],
    [42, 'DataElement `{0}` is not a valid DataElement.'],
  ],
  E1305: [
    [40, 'DataElement `{0}` is not part of `{1}` program stage'],
    [42, 'DataElement `{0}` is not part of ProgramStage `{1}`.'],
  ],
  E1313: [
    [
      41,
      'Event {0} of an enrollment does not point to an existing tracked entity. The data in your system might be corrupted',
    ],
    [42, 'Event `{0}` of an Enrollment does not reference a TrackedEntity.'],
  ],
  E1315: [
    [41, 'Status `{0}` does not allow defining data values. Statuses that do allow defining data values are: {1}'],
    [42, 'Status `{0}` does not allow creating data values, allow statuses: {1}.'],
  ],
  E1316: [
    [41, 'No event can transition from status `{0}` to status `{1}.`'],
    [42, 'Event cannot transition from status `{0}` to status `{1}`.'],
  ],
  E1318: [[43, 'Status `{0}` is not applicable for single events.']],
  E4000: [
    [40, 'Relationship: `{0}` cannot link to itself'],
    [42, 'Relationship: `{0}` cannot link to itself.'],
  ],
  E4001: [
    [
      40,
      'Relationship item `{0}` for relationship `{1}` is invalid: an item must link to exactly one of trackedEntity, enrollment, event.',
    ],
    [
      41,
      'Relationship item `{0}` for relationship `{1}` is invalid: an item must link exactly one of trackedEntity, enrollment, event.',
    ],
    [
      42,
      'RelationshipItem `{0}` for Relationship `{1}` is invalid as an item must be associated with exactly one of TrackedEntity, Enrollment, Event.',
    ],
  ],
  E4006: [
    [40, 'Could not find relationship type: `{0}`.'],
    [42, 'Could not find RelationshipType: `{0}`.'],
  ],
  E4010: [
    [40, 'Relationship type `{0}` constraint requires a {1} but a {2} was found.'],
    [42, 'RelationshipType `{0}` constraint requires a {1} but a {2} was found.'],
  ],
  E4012: [[40, 'Could not find `{0}`: `{1}`, linked to relationship.']],
  E4014: [
    [40, 'Relationship type `{0}` constraint requires a tracked entity having type `{1}` but `{2}` was found.'],
    [42, 'RelationshipType `{0}` constraint requires TrackedEntityType `{1}` but `{2}` was found.'],
  ],
  E4015: [
    [40, 'Relationship: `{0}`, already exists.'],
    [42, 'Relationship: `{0}` already exists.'],
  ],
  E4016: [
    [40, 'Relationship: `{0}`, do not exist.'],
    [42, 'Relationship: `{0}` do not exist.'],
  ],
  E4017: [
    [40, 'Relationship: `{0}`, is already deleted and cannot be modified.'],
    [42, 'Relationship: `{0}` is already deleted and cannot be modified.'],
  ],
  E4018: [
    [40, 'Relationship: `{0}`, linking {1}: `{2}` to {3}: `{4}` already exists.'],
    [42, 'Relationship: `{0}` linking {1}: `{2}` to {3}: `{4}` already exists.'],
  ],
  E5000: [
    [40, '"{0}" `{1}` cannot be persisted because "{2}" `{3}` referenced by it cannot be persisted.'],
    [42, '{0} `{1}` cannot be created because {2} `{3}` referenced by it could not be created.'],
  ],
};

/** The text of a validation code in a release, with places `{0}` … for its arguments. */
export function validationMessage(minor: number, errorCode: string): string {
  const texts = MESSAGES[errorCode] ?? [];
  return (texts.findLast(([since]) => since <= minor) ?? texts[0])?.[1] ?? errorCode;
}
