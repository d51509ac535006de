import type { Entry } from '../../../model/entry.ts';
import type { RunContext } from '../../run-context.ts';

const kind = 'systemSettings';
const key = 'keyCalendar';

/**
 * Gives the target the source's calendar before there is any data: a period is spelled in the calendar of its instance, so that
 * `201701` of an Ethiopian year would arrive as another month, or be refused. Other settings come after the data, since some
 * make the import of data stricter. What the target says to it is told with these.
 */
export async function carryCalendarAhead(context: RunContext): Promise<void> {
  const { source, target, options, progress, signal } = context;
  const isWanted = options.only === undefined || options.only.includes(kind);
  if (!isWanted || target.facts.isArchive || !source.entries.kinds.has(kind) || !target.entries.kinds.has(kind)) return;
  const [wanted, held] = [await findCalendar(source, signal), await findCalendar(target, signal)];
  if (JSON.stringify(wanted?.content) === JSON.stringify(held?.content)) return;
  const slice = 'all';
  if (wanted !== undefined) await target.entries.write(kind, slice, [wanted], { signal });
  else if (held !== undefined) await target.entries.remove(kind, slice, [held], { signal });
  const named = nameOf(wanted);
  progress.noticed('metadata', {
    fr: `la cible reçoit le calendrier de la source (${named}) avant les données`,
    en: `the target is given the source’s calendar (${named}) before the data`,
  });
}

/** The setting, where an instance has another calendar than that of its release. */
async function findCalendar(
  { entries }: Pick<RunContext['source'], 'entries'>,
  signal: AbortSignal,
): Promise<Entry | undefined> {
  for await (const slice of entries.slices(kind, signal)) {
    for await (const entry of entries.read(kind, slice, signal)) if (entry.key === key) return entry;
  }
  return undefined;
}

/** Every release begins with ISO 8601. */
function nameOf(entry: Entry | undefined): string {
  const value: unknown = entry === undefined ? undefined : Reflect.get(Object(entry.content), 'value');
  return typeof value === 'string' ? value : 'iso8601';
}
