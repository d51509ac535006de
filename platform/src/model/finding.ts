/** Why something differs or is missing: a closed list (architecture.md, "Words"). */
export const findingCauses = ['refused', 'impossible', 'skipped', 'changed-meanwhile', 'unexplained'] as const;
export type FindingCause = (typeof findingCauses)[number];

/** One difference or refusal, told once, with a cause of the closed list. */
export interface Finding {
  /** Metadata type, tracker type, `dataValues` or `completeDataSetRegistrations`. */
  readonly type: string;
  /** UID, or the key of a data value: `dataElement/period/orgUnit/categoryOptionCombo/attributeOptionCombo`. */
  readonly key: string;
  /** The object's name for people; never the value of a tracked entity attribute. */
  readonly name?: string | undefined;
  readonly cause: FindingCause;
  /** DHIS2's error code for refusals, else one of our reason codes (`findings/reasons.ts`). */
  readonly code: string;
  /** The server's own words, or what differs. */
  readonly message: string;
  /** How many objects this finding stands for; 1 unless it is told for a whole group. */
  readonly count?: number | undefined;
}
