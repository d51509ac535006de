import type { ListedTrackerType } from '../../../model/instance.ts';
import type { Uid } from '../../../model/uid.ts';
import type { RunContext } from '../../run-context.ts';
import { restrictTracker } from '../../selection/tracker-scope.ts';
import { readOrgUnitTree } from '../../slices/org-unit-hierarchy.ts';
import { onceForRun } from '../../steps/once-for-run.ts';
import { readTrackerCatalogue, type TrackerCatalogue } from './tracker-catalogue.ts';

/** The programs and types in which something changed or was deleted since the chosen moment. */
interface ChangedTracker {
  readonly programs: ReadonlySet<Uid>;
  readonly trackedEntityTypes: ReadonlySet<Uid>;
}

/** Of more changes than these the source is not asked in which programs they are. */
const namedChanges = 5_000;

/**
 * The metadata by which a run reads tracker data. Of a run that follows another only programs and types in which something changed,
 * which the source names in a request for each kind; all of them, where much changed.
 */
export async function trackerCatalogueOf(context: RunContext): Promise<TrackerCatalogue> {
  return context.scope.data.isFollowing === true ? narrowedCatalogue(context) : wholeCatalogue(context);
}

async function wholeCatalogue(context: RunContext): Promise<TrackerCatalogue> {
  const { source, scope, signal } = context;
  return restrictTracker(await readTrackerCatalogue(source, signal, readOrgUnitTree(context, 'source')), scope);
}

const narrowedCatalogue = onceForRun(async (context) => {
  const catalogue = await wholeCatalogue(context);
  const changed = await askWhereChanged(context, catalogue);
  if (changed === undefined) return catalogue;
  return {
    ...catalogue,
    programs: catalogue.programs.filter(({ uid }) => changed.programs.has(uid)),
    trackedEntityTypes: catalogue.trackedEntityTypes.filter(({ uid }) => changed.trackedEntityTypes.has(uid)),
  };
});

async function askWhereChanged(
  { source, scope, signal }: RunContext,
  catalogue: TrackerCatalogue,
): Promise<ChangedTracker | undefined> {
  const { changes } = source;
  const since = scope.data.changedSinceText;
  if (changes === undefined || since === undefined) return undefined;
  let isCut = false;
  const ask = async (type: ListedTrackerType, of: Parameters<typeof changes.changedTracker>[1] = {}) => {
    const found = await changes.changedTracker(type, of, { since, limit: namedChanges, signal });
    isCut ||= found.isCut;
    return found.marks.flatMap(({ within }) => (within === undefined ? [] : [within]));
  };
  const programs = new Set(await ask('enrollments'));
  const questions = changes.eventsNeedProgram ? catalogue.programs.map(({ uid }) => ({ program: uid })) : [{}];
  for (const of of questions) for (const uid of await ask('events', of)) programs.add(uid);
  const trackedEntityTypes = new Set<Uid>();
  for (const { uid } of catalogue.trackedEntityTypes) {
    for (const each of await ask('trackedEntities', { trackedEntityType: uid })) trackedEntityTypes.add(each);
  }
  return isCut ? undefined : { programs, trackedEntityTypes };
}
