import { accessCodes } from './access-codes.ts';
import { apiCodes } from './api-codes.ts';
import { archiveCodes } from './archive-codes.ts';
import { commandLineCodes } from './command-line-codes.ts';
import { dhis2Codes } from './dhis2-codes.ts';
import { noticeCodes } from './notice-codes.ts';
import { replicationCodes } from './replication-codes.ts';
import { scheduleCodes } from './schedule-codes.ts';
import { selectionCodes } from './selection-codes.ts';
import { storeCodes } from './store-codes.ts';

/** One failure's words: what happened, and what the reader can do about it. `{name}` is filled from the arguments. */
export interface ErrorText {
  readonly message: string;
  readonly hint: string;
}

export interface ErrorDefinition {
  readonly en: ErrorText;
  readonly fr: ErrorText;
  readonly retryable?: boolean;
}

/** Every failure that Relais can report, by stable code. A code is never reused for another meaning. */
export const errorCodes: Readonly<Record<ErrorCode, ErrorDefinition>> = {
  ...dhis2Codes,
  ...replicationCodes,
  ...selectionCodes,
  ...storeCodes,
  ...archiveCodes,
  ...scheduleCodes,
  ...commandLineCodes,
  ...accessCodes,
  ...noticeCodes,
  ...apiCodes,
};

export type ErrorCode =
  | keyof typeof dhis2Codes
  | keyof typeof replicationCodes
  | keyof typeof selectionCodes
  | keyof typeof storeCodes
  | keyof typeof archiveCodes
  | keyof typeof scheduleCodes
  | keyof typeof accessCodes
  | keyof typeof commandLineCodes
  | keyof typeof noticeCodes
  | keyof typeof apiCodes;
