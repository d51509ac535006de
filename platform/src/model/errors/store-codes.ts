import type { ErrorDefinition } from './codes.ts';

/** Failures of the database and of the vault. */
export const storeCodes = {
  DATABASE_UNREACHABLE: {
    retryable: true,
    en: {
      message: 'The database of Relais does not answer: {reason}.',
      hint: 'Check DATABASE_URL, or leave it unset to use the embedded PostgreSQL.',
    },
    fr: {
      message: 'La base de données de Relais ne répond pas : {reason}.',
      hint: 'Vérifier DATABASE_URL, ou la laisser vide pour utiliser le PostgreSQL embarqué.',
    },
  },
} satisfies Record<string, ErrorDefinition>;
