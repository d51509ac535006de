/** What settings are when nobody has set them, as blank instances of 2.40.1, 2.41.5.1, 2.42.4.1 and 2.43.1 answer; empty where unlisted. */

const wordsOf = (text: string) => text.trim().split(/\s+/);

/** False by default, in every release that has them. */
const offByDefault = wordsOf(`
  accountExpiryAlert
  credentialsExpiryAlert
  enforceVerifiedEmail
  experimentalAnalyticsSqlEngineEnabled
  keyAcceptanceRequiredForApproval
  keyAccountRecovery
  keyAllowObjectAssignment
  keyCanGrantOwnUserAuthorityGroups
  keyCountPassiveDashboardViewsInUsageAnalytics
  keyCustomLoginPageLogo
  keyCustomTopMenuLogo
  keyDataImportRequireAttributeOptionCombo
  keyDataImportRequireCategoryOptionCombo
  keyDataImportStrictAttributeOptionCombos
  keyDataImportStrictCategoryOptionCombos
  keyDataImportStrictDataElements
  keyDataImportStrictOrganisationUnits
  keyDataImportStrictPeriods
  keyEmbeddedDashboardsEnabled
  keyGatherAnalyticalObjectStatisticsInDashboardViews
  keyHideBiMonthlyPeriods
  keyHideBiWeeklyPeriods
  keyHideDailyPeriods
  keyHideMonthlyPeriods
  keyHideWeeklyPeriods
  keyIncludeZeroValuesInAnalytics
  keyLockMultipleFailedLogins
  keyRequireAddToView
  keyRespectMetaDataStartEndDatesInAnalyticsTableExport
  keySelfRegistrationNoRecaptcha
  keySkipDataTypeValidationInAnalyticsTableExport
  keyStopMetadataSync
  keyUseCustomLogoBanner
  keyUseCustomLogoFront
  keyVersionEnabled
  multiOrganisationUnitForms
  orgUnitCentroidsInEventsAnalytics
  ruleEngineAssignOverwrite
  startModuleEnableLightweight
`);

const onByDefault = wordsOf(`
  autoVerifyInvitedUserEmail
  globalShellEnabled
  keyDashboardContextMenuItemOpenInRelevantApp
  keyDashboardContextMenuItemShowInterpretationsAndDetails
  keyDashboardContextMenuItemSwitchViewType
  keyDashboardContextMenuItemViewFullscreen
  keyDataImportStrictDataSetApproval
  keyDataImportStrictDataSetInputPeriods
  keyDataImportStrictDataSetLocking
  keyEmailTls
  notifierGistOverview
`);

/** As of 2.42; what older releases had otherwise stands below. */
const others: Readonly<Record<string, string>> = {
  KeyTrackedEntityMaxLimit: '50000',
  accountExpiresInDays: '7',
  analyticsFinancialYearStart: 'FINANCIAL_YEAR_OCTOBER',
  applicationTitle: 'DHIS 2',
  credentialsExpires: '0',
  credentialsExpiresReminderInDays: '28',
  factorDeviation: '2',
  globalShellAppName: 'global-shell',
  helpPageLink: 'https://dhis2.github.io/dhis2-docs/master/en/user/html/dhis2_user_manual_en.html',
  jobsCleanupAfterMinutes: '1440',
  jobsLogDebugBelowSeconds: '180',
  jobsMaxCronDelayHours: '4',
  jobsRescheduleAfterMinutes: '10',
  keyAnalysisDigitGroupSeparator: 'SPACE',
  keyAnalysisDisplayProperty: 'name',
  keyAnalysisRelativePeriod: 'LAST_12_MONTHS',
  keyAnalyticsCacheProgressiveTtlFactor: '160',
  keyAnalyticsCacheTtlMode: 'FIXED',
  keyAnalyticsDownloadCombinationLimit: '20000',
  keyAnalyticsMaxLimit: '100000',
  keyAnalyticsPeriodYearsOffset: '-1',
  keyCacheStrategy: 'CACHE_1_MINUTE',
  keyCacheability: 'PUBLIC',
  keyCalendar: 'iso8601',
  keyDataQualityMaxLimit: '500',
  keyDatabaseServerCpus: '0',
  keyDateFormat: 'yyyy-MM-dd',
  keyDbLocale: 'en',
  keyEmailPort: '587',
  keyFileResourceRetentionStrategy: 'NONE',
  keyFlag: 'dhis2',
  keyIgnoreAnalyticsApprovalYearThreshold: '-1',
  keyMetaDataRepoUrl: 'https://raw.githubusercontent.com/dhis2/dhis2-metadata-repo/master/repo/221/index.json',
  keyParallelJobsInAnalyticsTableExport: '-1',
  keySmsMaxLength: '1071',
  keySqlViewMaxLimit: '-1',
  keyStyle: 'light_blue/light_blue.css',
  keyUiLocale: 'en',
  loginPageLayout: 'DEFAULT',
  maxPasswordLength: '72',
  minPasswordLength: '8',
  notifierCleanAfterIdleTime: '600000',
  notifierLogLevel: 'DEBUG',
  notifierMaxAgeDays: '7',
  notifierMaxJobsPerType: '500',
  notifierMaxMessagesPerJob: '500',
  recaptchaSite: 'sha256:3a09f87a86d740db',
  startModule: 'dashboard',
  syncDelayBetweenRemoteServerAvailabilityCheckAttempts: '500',
  syncMaxAttempts: '3',
  syncMaxRemoteServerAvailabilityCheckAttempts: '3',
};

const until41: Readonly<Record<string, string>> = {
  keySmsSetting: '{"gateways":[]}',
  globalShellAppName: 'global-app-shell',
  notifierCleanAfterIdleTime: '60000',
  startModule: 'dhis-web-dashboard',
};

/** DHIS2's own keys of map services, gone since, are named by their digest. */
const until40: Readonly<Record<string, string>> = {
  keyBingMapsApiKey: 'sha256:a9ea32acdc8ad93b',
  keyEmailSender: 'no-reply@dhis2.org',
  maxPasswordLength: '60',
  keyGoogleMapsApiKey: 'sha256:501663df556afbe3',
};

/** Settings that a release brought; those that are not listed are older than 2.38, or unknown here. */
const broughtBy: Readonly<Record<number, readonly string[]>> = {
  41: wordsOf(`
  globalShellAppName
  jobsCleanupAfterMinutes
  jobsLogDebugBelowSeconds
  jobsMaxCronDelayHours
  jobsRescheduleAfterMinutes
  keyAnalyticsDownloadCombinationLimit
  keyAnalyticsPeriodYearsOffset
  keyAzureMapsApiKey
  keyDataQualityMaxLimit
  keyHtmlPushAnalyticsUrl
  keyParallelJobsInAnalyticsTableExport
  loginPageLayout
  loginPageTemplate
  loginPopup
  notifierCleanAfterIdleTime
  notifierGistOverview
  notifierLogLevel
  notifierMaxAgeDays
  notifierMaxJobsPerType
  notifierMaxMessagesPerJob
`),
  42: wordsOf(`
  autoVerifyInvitedUserEmail
  enforceVerifiedEmail
  experimentalAnalyticsSqlEngineEnabled
  globalShellEnabled
  keyEmbeddedDashboardsEnabled
  orgUnitCentroidsInEventsAnalytics
`),
  43: wordsOf(`
  analyticsWeeklyStart
  dataEntryAutoGroup
  deviceEnrollmentAllowedUserGroups
  deviceEnrollmentIATTtlSeconds
  deviceEnrollmentRedirectAllowlist
  keyCustomColor
  keyCustomColorMobile
  keyCustomTranslationsEnabled
`),
};

const from43: Readonly<Record<string, string>> = {
  analyticsWeeklyStart: 'WEEKLY',
  dataEntryAutoGroup: 'false',
  deviceEnrollmentIATTtlSeconds: '60',
  deviceEnrollmentRedirectAllowlist: 'dhis2oauth://oauth',
  experimentalAnalyticsSqlEngineEnabled: 'true',
  keyCustomTranslationsEnabled: 'false',
  startModule: 'dhis-web-dashboard',
};

const of42: Readonly<Record<string, string>> = {
  ...Object.fromEntries(offByDefault.map((key) => [key, 'false'])),
  ...Object.fromEntries(onByDefault.map((key) => [key, 'true'])),
  ...others,
};

/** The defaults of a release, by setting in its newest spelling; `sha256:` and 16 digits where the text is not told. */
export function settingDefaults(release: number): Readonly<Record<string, string>> {
  return {
    ...of42,
    ...(release >= 43 ? from43 : {}),
    ...(release <= 41 ? until41 : {}),
    ...(release <= 40 ? until40 : {}),
  };
}

/** Whether a release has a setting, as far as is known here. */
export function hasSetting(release: number, key: string): boolean {
  return Object.entries(broughtBy).every(([since, keys]) => release >= Number(since) || !keys.includes(key));
}
