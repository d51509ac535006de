import type { ErrorDefinition } from './codes.ts';

/** Failures of what was typed. */
export const commandLineCodes = {
  INSTANCE_NAME_UNKNOWN: {
    en: {
      message: 'No instance is called {name}.',
      hint: 'See `relais instance list`, or add it with `relais instance add {name} URL`.',
    },
    fr: {
      message: 'Aucune instance ne s’appelle {name}.',
      hint: 'Voir `relais instance list`, ou l’ajouter avec `relais instance add {name} URL`.',
    },
  },
} satisfies Record<string, ErrorDefinition>;
