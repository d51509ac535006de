/** What a release says about its own build in `/api/system/info`, as recorded. */
export interface Build {
  readonly revision: string;
  readonly buildTime: string;
  readonly jasperReportsVersion: string;
}

const BUILDS: Readonly<Record<string, Build>> = {
  '2.40.1': { revision: '19eb664', buildTime: '2026-11-21T23:40:29.000', jasperReportsVersion: '6.20.5' },
  '2.41.5.1': { revision: 'f73a5cc', buildTime: '2026-11-21T23:36:19.000', jasperReportsVersion: '6.20.0' },
  '2.42.4.1': { revision: '3bdc3c5', buildTime: '2026-11-21T23:20:43.000', jasperReportsVersion: '6.20.0' },
  '2.43.1': { revision: '9cbfbf3', buildTime: '2026-11-22T05:32:14.000', jasperReportsVersion: '6.20.0' },
};

const UNRECORDED: Build = { revision: '0000000', buildTime: '2026-11-21T00:00:00.000', jasperReportsVersion: '6.20.0' };

/** The build of a release; a made-up one for a release whose info was never recorded. */
export function buildOf(release: string): Build {
  return BUILDS[release] ?? UNRECORDED;
}
