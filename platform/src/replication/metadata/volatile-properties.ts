/**
 * Properties that an instance sets itself, so that no copy can carry them (API.md §4.2, points 3 and 8): dates and
 * authors of changes, links, what the reader may do, names in the reader's language, counters.
 */
export const volatileEverywhere: ReadonlySet<string> = new Set([
  'access',
  'created',
  'createdBy',
  'displayDescription',
  'displayFormName',
  'displayName',
  'displayShortName',
  'externalAccess',
  'favorite',
  'href',
  'lastUpdated',
  'lastUpdatedBy',
  'publicAccess',
  'user',
  'userAccesses',
  'userGroupAccesses',
]);

/** The same for single types, each with its reason. */
export const volatileByType: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  organisationUnits: {
    path: 'computed from the parents',
    level: 'computed from the parents',
    hierarchyLevel: 'computed from the parents',
    children: 'the other side of parent',
  },
  categoryOptionCombos: { name: 'recomputed from the options by several flows (API.md §5.1)' },
  options: { sortOrder: 'the place in optionSets.options, counted from 1 up to 2.40 and from 0 since (recorded)' },
  dataSets: { version: 'counted up by the server at each import' },
  programs: { version: 'counted up by the server at each import' },
  optionSets: { version: 'counted up by the server at each import' },
  users: {
    disabled: 'decided on the target, save that it follows the source when that disables (decision 0019)',
    lastLogin: 'a fact about one instance',
    passwordLastUpdated: 'a fact about one instance',
    userCredentials: 'the old spelling of properties that stand beside it',
    password: 'never exported',
    lastCheckedInterpretations: 'a fact about one instance',
    twoFactorEnabled: 'a secret of one instance',
    twoFA: 'a secret of one instance',
    twoFactorType: 'a secret of one instance',
    userGroups: 'the other side of userGroups.users',
    name: 'computed from first name and surname',
  },
  routes: { disabled: 'whether it runs is decided on the target (decision 0013)' },
  eventHooks: { disabled: 'whether it runs is decided on the target (decision 0013)' },
  jobConfigurations: {
    enabled: 'whether it runs is decided on the target (decision 0013)',
    executedBy: 'an account of one instance; the server fills it in',
    jobStatus: 'what the scheduler of one instance says',
    lastAlive: 'a fact about one instance',
    lastExecuted: 'a fact about one instance',
    lastExecutedStatus: 'a fact about one instance',
    lastFinished: 'a fact about one instance',
    lastRuntimeExecution: 'a fact about one instance',
    errorCodes: 'a fact about one instance',
    queueName: 'an order among the jobs of one instance, which may have others',
    queuePosition: 'an order among the jobs of one instance, which may have others',
  },
  sqlViews: { updateJobId: 'a job of one instance' },
};

export function isVolatile(type: string, property: string): boolean {
  return volatileEverywhere.has(property) || volatileByType[type]?.[property] !== undefined;
}
