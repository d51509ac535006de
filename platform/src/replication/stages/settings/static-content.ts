import type { EntryClass } from '../../entries/entry-class.ts';

/** Logos in use, the custom style and the custom script: equal when their bytes are. */
export const staticContent: EntryClass = { kind: 'staticContent', stage: 'settings' };
