import { instanceState } from '../instance-state.ts';

/**
 * The ISO periods that an instance has met: DHIS2 stores a period when an import first names it, even one whose value
 * it then refuses (recorded: object-counts-end).
 */
export const seenPeriods = instanceState(() => new Set<string>());
