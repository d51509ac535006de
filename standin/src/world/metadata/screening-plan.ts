import { worldUid } from '../world-uid.ts';

/** The messages of the screening program, by what sends them. */
export const SCREENING_TEMPLATE = {
  enrollment: worldUid('WNt', 11),
  completion: worldUid('WNt', 12),
  rule: worldUid('WNt', 13),
  due: worldUid('WNt', 14),
} as const;

/** The section of its first stage. */
export const SCREENING_SECTION = worldUid('WPt', 11);
