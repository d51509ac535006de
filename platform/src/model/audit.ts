import type { Bilingual } from './language.ts';

/** Everything that the audit trail tells, by stable name. What is added here needs no migration. */
export const auditActions = {
  'instance.added': { fr: 'instance enregistrée', en: 'instance registered' },
  'instance.changed': { fr: 'instance modifiée', en: 'instance changed' },
  'instance.removed': { fr: 'instance oubliée', en: 'instance forgotten' },
  'instance.tried': { fr: 'adresse essayée avant d’être enregistrée', en: 'address tried before it was registered' },
  'replication.added': { fr: 'réplication définie', en: 'replication defined' },
  'replication.changed': { fr: 'réplication modifiée', en: 'replication changed' },
  'replication.followed': { fr: 'suivi d’une réplication modifié', en: 'following of a replication changed' },
  'replication.removed': { fr: 'réplication supprimée', en: 'replication removed' },
  'schedule.set': { fr: 'planification posée', en: 'schedule set' },
  'schedule.paused': { fr: 'planification suspendue', en: 'schedule paused' },
  'schedule.removed': { fr: 'planification supprimée', en: 'schedule removed' },
  'run.created': { fr: 'exécution demandée', en: 'run asked for' },
  'run.started': { fr: 'exécution commencée', en: 'run started' },
  'run.paused': { fr: 'exécution en pause', en: 'run paused' },
  'run.resumed': { fr: 'exécution reprise', en: 'run resumed' },
  'run.cancelled': { fr: 'exécution annulée', en: 'run cancelled' },
  'run.retried': { fr: 'échecs repris', en: 'failures retried' },
  'run.finished': { fr: 'exécution terminée', en: 'run finished' },
  'run.approved': { fr: 'exécution approuvée', en: 'run approved' },
  'run.declined': { fr: 'exécution refusée à l’approbation', en: 'run declined' },
  'user.added': { fr: 'compte ouvert', en: 'account opened' },
  'user.changed': { fr: 'compte modifié', en: 'account changed' },
  'user.disabled': { fr: 'compte désactivé', en: 'account disabled' },
  'user.reset': { fr: 'mot de passe remis à zéro', en: 'password reset' },
  'session.opened': { fr: 'connexion', en: 'logged in' },
  'session.refused': { fr: 'connexion refusée', en: 'login refused' },
  'session.closed': { fr: 'déconnexion', en: 'logged out' },
  'token.created': { fr: 'jeton créé', en: 'token created' },
  'token.revoked': { fr: 'jeton révoqué', en: 'token revoked' },
  'vault.rotated': { fr: 'clé du coffre changée', en: 'key of the vault changed' },
  'channel.set': { fr: 'canal d’avis posé', en: 'channel of notices set' },
  'channel.removed': { fr: 'canal d’avis supprimé', en: 'channel of notices removed' },
  'rule.set': { fr: 'règle d’avis posée', en: 'rule of notices set' },
  'rule.removed': { fr: 'règle d’avis supprimée', en: 'rule of notices removed' },
  'value.unmasked': { fr: 'valeur masquée montrée', en: 'masked value shown' },
  'setting.changed': { fr: 'réglage modifié', en: 'setting changed' },
  'retention.applied': { fr: 'exécutions anciennes supprimées', en: 'old runs removed' },
  'database.saved': { fr: 'base sauvegardée', en: 'database backed up' },
  'database.restored': { fr: 'base restaurée d’une sauvegarde', en: 'database restored from a backup' },
  'audit.shortened': { fr: 'piste d’audit raccourcie', en: 'audit trail shortened' },
} as const satisfies Record<string, Bilingual>;
export type AuditAction = keyof typeof auditActions;

/** Who acts: a person (by session, by token or at the command line of the server), or Relais by itself. */
export const auditActorKinds = ['user', 'token', 'command-line', 'schedule', 'worker', 'system'] as const;
export type AuditActorKind = (typeof auditActorKinds)[number];

export interface AuditActor {
  readonly kind: AuditActorKind;
  /** User name, name of the token or the schedule, or what part of Relais it was. */
  readonly name: string;
  /** Network address of the request, or the machine of the command line; absent for Relais itself. */
  readonly address?: string | undefined;
}

/** What was acted on: the table's word (`instance`, `run`, `user` …) and the name or number in it. */
export interface AuditSubject {
  readonly kind: string;
  readonly name: string;
}

/** What happened, as it is told to the trail. Secrets in `before` and `after` are masked by their keys. */
export interface AuditRecord {
  readonly actor: AuditActor;
  readonly action: AuditAction;
  readonly subject: AuditSubject;
  readonly runId?: number | undefined;
  readonly before?: Readonly<Record<string, unknown>> | undefined;
  readonly after?: Readonly<Record<string, unknown>> | undefined;
  /** The database's clock when absent. */
  readonly at?: Date | undefined;
}
