import { takeRoots } from './world/account.ts';
import { connect } from './world/connection.ts';
import { fillApprovals } from './world/data/approvals.ts';
import { importRegistrations, registrationOf } from './world/data/complete-registrations.ts';
import { fillDataDetails } from './world/data/data-details.ts';
import { type FilledReport, planDataValues } from './world/data/data-values.ts';
import { fillDeletedObjects } from './world/data/deleted-objects.ts';
import { fillFiles } from './world/data/files.ts';
import { type DataValueCounts, importDataValues } from './world/data/import-data-values.ts';
import { importTrackerData, type TrackerCounts } from './world/data/import-tracker.ts';
import { fillStoresAndSettings } from './world/data/stores-and-settings.ts';
import { importMetadata } from './world/import-metadata.ts';
import { dataEntryUsers } from './world/metadata/access.ts';
import { isClosed, planHierarchy } from './world/metadata/organisation-units.ts';
import { worldMetadata } from './world/metadata/world-metadata.ts';
import { joinMetadata, type MetadataByType } from './world/metadata-object.ts';
import { readPackages } from './world/packages.ts';

/** How large a world is. */
export interface WorldSize {
  /** Of the world's own hierarchy; at least 8. The packages bring five more. */
  readonly organisationUnits: number;
  /** Values that are entered; one in a thousand is deleted again. */
  readonly dataValues: number;
  readonly trackedEntities: number;
  /** Whether the metadata packages of the fixtures come along; they do unless told otherwise. */
  readonly packages?: boolean;
}

/** What an instance holds of the world after it was loaded. */
export interface WorldCounts extends DataValueCounts, TrackerCounts {
  /** Objects by the plural of their type. */
  readonly metadata: Readonly<Record<string, number>>;
  readonly completeRegistrations: number;
}

/** How the world is loaded. */
export interface WorldOptions {
  /** `admin` by default. */
  readonly username?: string;
  /** `district` by default. */
  readonly password?: string;
  readonly signal?: AbortSignal;
  /** Told what is being sent, in the words of the API. */
  readonly onProgress?: (what: string) => void;
}

/** A ministry of health of moderate size. */
export const DEFAULT_SIZE: WorldSize = { organisationUnits: 1000, dataValues: 100_000, trackedEntities: 2000 };

/**
 * Fills an instance over its Web API with an invented country: metadata, aggregate data, tracker data. The same size
 * gives the same world, object by object; loading it again changes nothing. Works against DHIS2 2.40 to 2.43 and the
 * stand-in; 2.43 gets no values of a data element that no data set holds, since it has no way in for them (API.md §8.2).
 * @param address of the instance, with its context path.
 * @throws Error with the instance's reasons when it refuses anything.
 */
export async function loadDemoWorld(
  address: string,
  size: WorldSize = DEFAULT_SIZE,
  options: WorldOptions = {},
): Promise<WorldCounts> {
  const { username = 'admin', password = 'district', onProgress = () => undefined } = options;
  const connection = connect(address, { username, password }, options.signal);
  const hierarchy = planHierarchy(size.organisationUnits);
  const packages = size.packages === false ? {} : await readPackages();
  const metadata = joinMetadata([packages, worldMetadata(hierarchy)]);
  await importMetadata(connection, metadata, onProgress);
  await takeRoots(connection);

  const complete: FilledReport[] = [];
  const values = await importDataValues(
    connection,
    keepComplete(planDataValues(hierarchy, size.dataValues), complete),
    (sent) => onProgress(`${sent} dataValues`),
  );
  await importRegistrations(connection, complete.map(registrationOf));
  const [user] = dataEntryUsers(hierarchy);
  if (user === undefined) throw new Error('The world has no region');
  const openFacilities = hierarchy.facilities.filter((_, index) => !isClosed(index));
  const plan = { trackedEntities: size.trackedEntities, openFacilities, user };
  const tracker = await importTrackerData(connection, plan, onProgress);
  await fillDataDetails(connection, plan);
  await fillStoresAndSettings(connection, user.username);
  await fillDeletedObjects(connection, openFacilities);
  const files = await fillFiles(connection, hierarchy);
  await fillApprovals(connection, hierarchy.districts);
  return {
    metadata: countByType(metadata),
    completeRegistrations: complete.length,
    ...tracker,
    ...values,
    dataValues: values.dataValues + files.dataValues,
    enrollments: tracker.enrollments + files.enrollments,
    events: tracker.events + files.events,
  };
}

/** Passes reports on, and remembers those that were said to be complete. */
function* keepComplete(reports: Iterable<FilledReport>, complete: FilledReport[]): Generator<FilledReport> {
  for (const report of reports) {
    if (report.isComplete) complete.push(report);
    yield report;
  }
}

function countByType(metadata: MetadataByType): Record<string, number> {
  const counts = Object.entries(metadata).map(([type, objects]) => [type, objects.length] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
