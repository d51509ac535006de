import type { ErrorDefinition } from './codes.ts';

/** Failures of talking to one instance. */
export const dhis2Codes = {
  DHIS2_UNREACHABLE: {
    retryable: true,
    en: {
      message: 'The instance at {address} does not answer: {reason}.',
      hint: 'Check the address, the network and whether DHIS2 is running, then try again.',
    },
    fr: {
      message: 'L’instance à l’adresse {address} ne répond pas : {reason}.',
      hint: 'Vérifier l’adresse, le réseau et que DHIS2 fonctionne, puis recommencer.',
    },
  },
} satisfies Record<string, ErrorDefinition>;
