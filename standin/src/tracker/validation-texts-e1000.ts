import type { ReleaseText } from './release-text.ts';

/** Texts of the validation codes E1000 to E1059. */
export const textsFromE1000: Readonly<Record<string, readonly ReleaseText[]>> = {
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
};
