import type { Uid } from './uid.ts';

/** One aggregate data value (API.md §8.1). `created`, `lastUpdated` and `storedBy` travel, and are never compared. */
export interface DataValue {
  readonly dataElement: Uid;
  readonly period: string;
  readonly orgUnit: Uid;
  readonly categoryOptionCombo: Uid;
  readonly attributeOptionCombo: Uid;
  readonly value?: string | undefined;
  readonly comment?: string | undefined;
  readonly followup?: boolean | undefined;
  readonly deleted?: boolean | undefined;
  readonly storedBy?: string | undefined;
  readonly created?: string | undefined;
  readonly lastUpdated?: string | undefined;
}

/** The part of an instance's data values that one request reads. Dates are inclusive, `yyyy-MM-dd`. */
export interface DataValueSlice {
  /** The data set that the values are sent under; absent for data elements in none. */
  readonly dataSet?: Uid | undefined;
  /** The data elements to read; never empty. */
  readonly dataElements: readonly Uid[];
  readonly startDate: string;
  readonly endDate: string;
  readonly orgUnits: readonly Uid[];
  /** Whether the org units' descendants are read too. */
  readonly children: boolean;
  /** Whether deleted values are read too, marked `deleted`; without them a deletion cannot be copied. */
  readonly includeDeleted?: boolean | undefined;
  /** Only values written or deleted since are read: by the instance's own clock, without an offset. */
  readonly changedSince?: string | undefined;
  /** At most so many values are read; the reader then cannot tell whether there were more. */
  readonly limit?: number | undefined;
}

/** A data set's registration as complete for a period and an org unit (API.md §8.3). */
export interface CompleteDataSetRegistration {
  readonly dataSet: Uid;
  readonly period: string;
  readonly organisationUnit: Uid;
  readonly attributeOptionCombo: Uid;
  readonly date?: string | undefined;
  readonly storedBy?: string | undefined;
  readonly lastUpdated?: string | undefined;
  readonly lastUpdatedBy?: string | undefined;
  readonly completed?: boolean | undefined;
}
