import type { Uid } from '../../model/uid.ts';
import type { RowFinding } from './finding-groups.ts';
import type { Part } from './part.ts';
import type { RowLanes } from './row-hash.ts';

/** The two sides of a run. */
export type Side = 'source' | 'target';

/** Why a row of the source cannot stand on the target, known without asking it. */
export interface RowObstacle extends Omit<RowFinding, 'key'> {
  readonly cause: 'refused' | 'impossible' | 'skipped';
}

/**
 * What reading, comparing and verifying need to know of one class of rows (data values, completeness registrations).
 * Rows are named by the source's UIDs on the source and by the target's on the target; their hashes agree.
 */
export interface RowClass<Row> {
  readonly type: 'dataValues' | 'completeDataSetRegistrations';
  /** The rows of a part; of the target nothing, without a request, where it knows none of the part's objects. */
  read(side: Side, part: Part, limit: number | undefined, signal: AbortSignal): AsyncIterable<Row>;
  /** The row in the form in which a part is held until it is sent. */
  compact(row: Row): Row;
  hash(side: Side, row: Row, lanes: RowLanes): void;
  /** The element by which parts are cut. */
  elementOf(row: Row): Uid;
  /** The row's key for findings. */
  keyOf(row: Row): string;
  /** Whether the target could hold this row at all. */
  obstacleOf(row: Row): RowObstacle | undefined;
  /** The rows of a part that the source holds as deleted, where its API tells them. */
  readDeleted?(part: Part, signal: AbortSignal): AsyncIterable<Row>;
  /** How a row that only the target has is told; named by the target's UIDs. */
  extraFinding(row: Row, isDeletedOnSource: boolean): RowFinding;
  /** Milliseconds since 1970 of the row's last change, where the source says it. */
  lastUpdatedOf(row: Row): number | undefined;
  /** How its dates tell what changed; absent where one of the sides keeps none that can be believed. */
  readonly dates?: RowDates<Row> | undefined;
}

/** Rows by their dates of change. */
export interface RowDates<Row> {
  /** The rows of a part that a side has changed or deleted since a moment of its own clock. */
  readChanged(side: Side, part: Part, since: string, signal: AbortSignal): AsyncIterable<Row>;
  isDeleted(row: Row): boolean;
  orgUnitOf(row: Row): Uid;
  /** An element of the source as the side's rows name it. */
  elementOn(side: Side, element: Uid): Uid;
  /** What the hashes of some elements' rows go by beside the rows; undefined where it is not known. */
  formOf(elements: readonly Uid[]): string | undefined;
  /** Those whose rows may have companions, which keep no dates (files). */
  accompanied(elements: readonly Uid[]): readonly Uid[];
}
