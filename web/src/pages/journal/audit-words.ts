/** What the trail tells (the catalogue of the service, by its stable names); another one is shown by its name. */
export const auditActions = [
  'instance.added',
  'instance.changed',
  'instance.removed',
  'instance.tried',
  'replication.added',
  'replication.changed',
  'replication.followed',
  'replication.removed',
  'schedule.set',
  'schedule.paused',
  'schedule.removed',
  'run.created',
  'run.started',
  'run.paused',
  'run.resumed',
  'run.cancelled',
  'run.retried',
  'run.finished',
  'run.approved',
  'run.declined',
  'user.added',
  'user.changed',
  'user.disabled',
  'user.reset',
  'session.opened',
  'session.refused',
  'session.closed',
  'token.created',
  'token.revoked',
  'vault.rotated',
  'channel.set',
  'channel.removed',
  'rule.set',
  'rule.removed',
  'value.unmasked',
  'setting.changed',
  'retention.applied',
  'database.saved',
  'database.restored',
  'audit.shortened',
] as const;

export const actorKinds = ['user', 'token', 'command-line', 'schedule', 'worker', 'system'] as const;

/** What can be acted on. */
export const subjectKinds = [
  'instance',
  'replication',
  'schedule',
  'run',
  'finding',
  'user',
  'session',
  'token',
  'vault',
  'channel',
  'rule',
  'setting',
  'backup',
  'audit',
] as const;

/** The JSON text of a state before or after, laid out for people; the text itself where it is none. */
export function laidOut(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), undefined, 2);
  } catch (error) {
    if (error instanceof SyntaxError) return json;
    throw error;
  }
}
