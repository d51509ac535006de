import { nextOccurrence } from './recurrence.ts';
import { type DailyWindow, windowAround } from './window.ts';

/** An occurrence to come. */
export interface NextStart {
  readonly dueAt: Date;
  /** When the window lets it start; the same moment where it is open. */
  readonly startsAt: Date;
}

/** The next occurrences after a moment, at most `count`. */
export function nextStarts(
  schedule: { readonly cron: string; readonly timeZone: string; readonly window: DailyWindow | undefined },
  after: Date,
  count = 5,
): readonly NextStart[] {
  const starts: NextStart[] = [];
  let dueAt = nextOccurrence(schedule, after);
  while (dueAt !== undefined && starts.length < count) {
    starts.push({ dueAt, startsAt: startOf(schedule, dueAt) });
    dueAt = nextOccurrence(schedule, dueAt);
  }
  return starts;
}

function startOf({ window, timeZone }: { window: DailyWindow | undefined; timeZone: string }, dueAt: Date): Date {
  const around = window && windowAround(window, timeZone, dueAt.getTime());
  return around?.isOpen === false ? new Date(around.opensAt) : dueAt;
}
