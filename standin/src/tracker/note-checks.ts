import type { Bundle } from './bundle.ts';
import type { PayloadEnrollment, PayloadEvent } from './payload.ts';
import type { Reporter } from './reporter.ts';

/** A note that is there already is passed over with a warning (API.md §9.3). */
export function checkNotes(reporter: Reporter, { store }: Bundle, object: PayloadEnrollment | PayloadEvent): void {
  for (const { note } of object.notes) if (store.notes.has(note)) reporter.warning(object, 'E1119', note);
}
