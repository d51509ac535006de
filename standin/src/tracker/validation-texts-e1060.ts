import type { ReleaseText } from './release-text.ts';

/** Texts of the validation codes from E1060 on. */
export const textsFromE1060: Readonly<Record<string, readonly ReleaseText[]>> = {
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
