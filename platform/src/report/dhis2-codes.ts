import type { Finding } from '../model/finding.ts';
import { trackerTypes } from '../model/tracker-objects.ts';
import type { CodeDictionary, CodeExplanation } from './code-explanation.ts';
import { dataDetailCodes } from './data-detail-codes.ts';
import { dataValueCodes } from './data-value-codes.ts';
import { fileCodes } from './file-codes.ts';
import { metadataCodes } from './metadata-codes.ts';
import { reasonCodes } from './reason-codes.ts';
import { storeCodes } from './store-codes.ts';
import { trackerCodes } from './tracker-codes.ts';

const dataClasses: ReadonlySet<string> = new Set(['dataValues', 'completeDataSetRegistrations']);
const detailClasses: ReadonlySet<string> = new Set([
  'minMaxDataElements',
  'lockExceptions',
  'dataApprovals',
  'programOwners',
  'potentialDuplicates',
]);
const trackerClasses: ReadonlySet<string> = new Set(trackerTypes);

/**
 * What a finding's code means and what to do, or undefined where the server's own words have to do. DHIS2 gives the same code two
 * meanings, one for metadata and one for tracker data, so the type decides.
 */
export function explainCode(finding: Pick<Finding, 'type' | 'code'>): CodeExplanation | undefined {
  return dictionaryOf(finding.type)[finding.code] ?? reasonCodes[finding.code] ?? storeCodes[finding.code];
}

function dictionaryOf(type: string): CodeDictionary {
  if (type === 'fileResources' || type === 'icons') return fileCodes;
  if (detailClasses.has(type)) return dataDetailCodes;
  if (trackerClasses.has(type)) return trackerCodes;
  return dataClasses.has(type) ? dataValueCodes : metadataCodes;
}

/** Where a code means what it means. */
export type CodeArea = 'metadata' | 'tracker' | 'dataValues' | 'dataDetails' | 'files' | 'stores' | 'reasons';

const dictionaries: Readonly<Record<CodeArea, CodeDictionary>> = {
  metadata: metadataCodes,
  tracker: trackerCodes,
  dataValues: dataValueCodes,
  dataDetails: dataDetailCodes,
  files: fileCodes,
  stores: storeCodes,
  reasons: reasonCodes,
};

/** Every code that has an explanation, by area. */
export function listExplainedCodes(): readonly (CodeExplanation & {
  readonly area: CodeArea;
  readonly code: string;
})[] {
  return Object.entries(dictionaries).flatMap(([area, dictionary]) =>
    Object.entries(dictionary).map(([code, explanation]) => ({ ...explanation, area: area as CodeArea, code })),
  );
}
