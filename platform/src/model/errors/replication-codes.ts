import type { ErrorDefinition } from './codes.ts';

/** Failures that stop a run. */
export const replicationCodes = {
  RUN_CANCELLED: {
    en: {
      message: 'The run was cancelled.',
      hint: 'Go on with `relais resume {run}`.',
    },
    fr: {
      message: 'L’exécution a été annulée.',
      hint: 'Continuer avec `relais resume {run}`.',
    },
  },
} satisfies Record<string, ErrorDefinition>;
