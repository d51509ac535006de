/** Settings without a default: up to 2.41 they are not in the answer for all until they are set [SettingKey]. */
const WITHOUT_DEFAULT = [
  'googleAnalyticsUA',
  'keyApplicationFooter',
  'keyApplicationIntro',
  'keyApplicationNotification',
  'keyApplicationRightFooter',
  'keyCurrentDomainType',
  'keyCustomCss',
  'keyCustomJs',
  'keyDbLocale',
  'keyDefaultBaseMap',
  'keyEmailHostName',
  'keyEmailUsername',
  'keyFlagImage',
  'keyLastMetaDataSyncSuccess',
  'keyLastSuccessfulAnalyticsTablesRuntime',
  'keyLastSuccessfulAnalyticsTablesUpdate',
  'keyLastSuccessfulResourceTablesUpdate',
  'keyMetadataFailedVersion',
  'keySystemMetadataVersion',
  'keySystemNotificationsEmail',
  'keyTrackerDashboardLayout',
  'phoneNumberAreaCode',
];

/** Never in the answer for all (API.md §7). */
export const CONFIDENTIAL = ['keyEmailPassword', 'keyRemoteInstancePassword', 'recaptchaSecret', 'recaptchaSite'];

/** Whether a setting has translations in a release. */
export function isTranslatable(key: string, minor: number): boolean {
  if (key === 'loginPopup') return minor >= 41;
  return key === 'applicationTitle' || /^keyApplication(Intro|Notification|Footer|RightFooter)$/.test(key);
}

/** Whether a release knows a setting, given those that it answers with when nobody has set anything. */
export function isKnownSetting(key: string, minor: number, answered: Readonly<Record<string, unknown>>): boolean {
  if (key in answered || CONFIDENTIAL.includes(key)) return true;
  if (minor === 41 && key === 'loginPageTemplate') return true;
  return minor <= 41 && WITHOUT_DEFAULT.includes(key);
}
