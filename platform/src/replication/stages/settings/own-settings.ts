/** Settings that belong to one instance, each with the reason why a copy must not take them over. */
const ownSettings: Readonly<Record<string, string>> = {
  credentialsExpires: 'Passwords of the target would end at once, that of the account in use among them.',
  enforceVerifiedEmail: 'Accounts would be shut out where the target sends no mail, the account in use among them.',
  experimentalAnalyticsSqlEngineEnabled: 'Depends on the database in which the instance keeps its analytics.',
  googleAnalyticsUA: 'Visits of the copy would be counted as visits of the source.',
  instanceBaseUrl: 'The address of the instance.',
  keyAnalyticsMaintenanceMode: 'A state of the instance: analytics are locked while somebody works on them.',
  keyConfig: 'Goes over as configuration.',
  keyCustomCss: 'Goes over as static content.',
  keyCustomJs: 'Goes over as static content.',
  keyDatabaseServerCpus: 'Describes the machine on which the database runs.',
  keyEmailHostName: 'The mail server: a copy must not write to people in the name of the source.',
  keyEmailPassword: 'The mail server: a copy must not write to people in the name of the source.',
  keyEmailPort: 'The mail server: a copy must not write to people in the name of the source.',
  keyEmailSender: 'The mail server: a copy must not write to people in the name of the source.',
  keyEmailTls: 'The mail server: a copy must not write to people in the name of the source.',
  keyEmailUsername: 'The mail server: a copy must not write to people in the name of the source.',
  keyHtmlPushAnalyticsUrl: 'The address at which this instance publishes its reports.',
  keyInstanceBaseUrl: 'The address of the instance.',
  keyMetadataFailedVersion: 'The state of this instance in the exchange of metadata versions.',
  keyMetadataLastFailedTime: 'The state of this instance in the exchange of metadata versions.',
  keyParallelJobsInAnalyticsTableExport: 'Fitted to the machine on which the database runs.',
  keyRemoteInstanceUrl: 'The instance with which this one exchanges data.',
  keyRemoteInstanceUsername: 'The instance with which this one exchanges data.',
  keyRemoteInstancePassword: 'The instance with which this one exchanges data.',
  keyRemoteMetadataVersion: 'The state of this instance in the exchange of metadata versions.',
  keySmsSetting: 'The SMS gateways, with their secrets: a copy must not send in the name of the source.',
  keyStopMetadataSync: 'The state of this instance in the exchange of metadata versions.',
  keySystemMetadataVersion: 'The state of this instance in the exchange of metadata versions.',
  keySystemNotificationsEmail: 'Whom this instance tells of its troubles.',
  keySystemReadOnlyMode: 'A state of the instance: a target that only reads could not be written.',
  keyVersionEnabled: 'The state of this instance in the exchange of metadata versions.',
  recaptchaSecret: 'Bound to the name under which the instance is reached.',
  recaptchaSite: 'Bound to the name under which the instance is reached.',
  syncSkipSyncForDataChangedBefore: 'The state of this instance in the exchange of data.',
};

/** When something was last done, took or is due: facts about one instance. */
const momentOfInstance = /^(key)?(last|next)[A-Z]/i;

/** Why a setting belongs to the instance that has it; undefined where it goes over. */
export function reasonToKeep(key: string): string | undefined {
  return ownSettings[key] ?? (momentOfInstance.test(key) ? 'A moment in the life of this instance.' : undefined);
}
