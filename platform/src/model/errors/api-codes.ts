import type { ErrorDefinition } from './codes.ts';

/** What can be wrong with a request to the service, whatever it asks for. */
export const apiCodes = {
  REQUEST_INVALID: {
    en: { message: 'The request is not understood.', hint: 'See what is expected: /api/v1/docs.' },
    fr: { message: 'La requête n’est pas comprise.', hint: 'Voir ce qui est attendu : /api/v1/docs.' },
  },
  ROUTE_UNKNOWN: {
    en: { message: 'There is nothing at this address.', hint: 'See what there is: /api/v1/docs.' },
    fr: { message: 'Il n’y a rien à cette adresse.', hint: 'Voir ce qu’il y a : /api/v1/docs.' },
  },
  METHOD_UNKNOWN: {
    en: { message: 'This address does not take {method}.', hint: 'See what it takes: /api/v1/docs.' },
    fr: { message: 'Cette adresse n’accepte pas {method}.', hint: 'Voir ce qu’elle accepte : /api/v1/docs.' },
  },
  REQUEST_TOO_LARGE: {
    en: { message: 'The request is too large.', hint: 'Send less at a time.' },
    fr: { message: 'La requête est trop grande.', hint: 'En envoyer moins à la fois.' },
  },
  MEDIA_TYPE_UNKNOWN: {
    en: {
      message: 'The request is of a kind that is not taken here.',
      hint: 'Send JSON: Content-Type: application/json.',
    },
    fr: {
      message: 'La requête est d’un genre qui n’est pas accepté ici.',
      hint: 'Envoyer du JSON : Content-Type: application/json.',
    },
  },
  REQUESTS_TOO_MANY: {
    retryable: true,
    en: { message: 'Too many requests: go on in {seconds} s.', hint: 'Ask less often, or follow a run by its events.' },
    fr: {
      message: 'Trop de requêtes : continuer dans {seconds} s.',
      hint: 'Demander moins souvent, ou suivre une exécution par ses événements.',
    },
  },
  IDEMPOTENCY_KEY_USED: {
    en: {
      message: 'This Idempotency-Key came with another request before.',
      hint: 'Make a new key for each thing that is to be done.',
    },
    fr: {
      message: 'Cette Idempotency-Key est déjà venue avec une autre requête.',
      hint: 'Créer une nouvelle clé pour chaque chose à faire.',
    },
  },
  NOT_READY: {
    retryable: true,
    en: { message: 'Relais is not ready: {reason}.', hint: 'Wait a little; then look at the log of the service.' },
    fr: { message: 'Relais n’est pas prêt : {reason}.', hint: 'Attendre un peu ; puis lire le journal du service.' },
  },
  SERVICE_FAULT: {
    en: {
      message: 'A fault of Relais itself; nothing was changed.',
      hint: 'The log of the service says more, under the request {request}.',
    },
    fr: {
      message: 'Un défaut de Relais lui-même ; rien n’a été changé.',
      hint: 'Le journal du service en dit plus, sous la requête {request}.',
    },
  },
  INSTANCE_EXISTS: {
    en: { message: 'There is an instance {name} already.', hint: 'Choose another name, or change that one.' },
    fr: { message: 'Il y a déjà une instance {name}.', hint: 'Choisir un autre nom, ou modifier celle-là.' },
  },
  INSTANCE_IN_USE: {
    en: { message: 'Run {run} uses {name}.', hint: 'Let it end, or cancel it, first.' },
    fr: { message: 'L’exécution {run} emploie {name}.', hint: 'La laisser finir, ou l’annuler, d’abord.' },
  },
  INSTANCE_SECRET_WANTED: {
    en: {
      message: 'The secret of {name} holds for its present address only.',
      hint: 'Give the password or the token together with another address.',
    },
    fr: {
      message: 'Le secret de {name} ne vaut que pour son adresse présente.',
      hint: 'Donner le mot de passe ou le jeton avec une autre adresse.',
    },
  },
  FINDING_GROUP_UNKNOWN: {
    en: { message: 'Run {run} told nothing of {type} with the code {code}.', hint: 'See its groups of findings.' },
    fr: {
      message: 'L’exécution {run} n’a rien dit de {type} sous le code {code}.',
      hint: 'Voir ses groupes de constats.',
    },
  },
  FINDING_UNKNOWN: {
    en: { message: 'Run {run} has no finding {finding}.', hint: 'See the findings of the run.' },
    fr: { message: 'L’exécution {run} n’a pas de constat {finding}.', hint: 'Voir les constats de l’exécution.' },
  },
  FINDING_NOT_MASKED: {
    en: { message: 'Nothing of {type} was masked.', hint: 'Only values of tracker data are.' },
    fr: { message: 'Rien n’a été masqué dans {type}.', hint: 'Seules les valeurs des données de suivi le sont.' },
  },
  DIFF_UNKNOWN: {
    en: {
      message: 'Run {run} keeps no diff.',
      hint: 'A comparison, a dry run and a run that waits for approval have one; retention removes it.',
    },
    fr: {
      message: 'L’exécution {run} ne garde pas de différences.',
      hint: 'Une comparaison, une simulation et une exécution à approuver en ont ; la rétention les supprime.',
    },
  },
  ARCHIVE_NOT_BROWSED: {
    en: { message: '{reference} is an archive, which is not looked into here.', hint: 'Use the command line.' },
    fr: {
      message: '{reference} est une archive, dans laquelle on ne regarde pas ici.',
      hint: 'Employer la ligne de commande.',
    },
  },
  OBJECT_UNKNOWN: {
    en: { message: 'There is no {type} {uid} here.', hint: 'It may have been deleted meanwhile: compare again.' },
    fr: {
      message: 'Il n’y a pas de {type} {uid} ici.',
      hint: 'L’objet a pu être supprimé entre-temps : comparer de nouveau.',
    },
  },
  LISTEN_REFUSED: {
    en: {
      message: 'The service cannot listen on {address}: {reason}.',
      hint: 'Choose another `--port` or `--host`, or end what listens there.',
    },
    fr: {
      message: 'Le service ne peut pas écouter sur {address} : {reason}.',
      hint: 'Choisir un autre `--port` ou `--host`, ou arrêter ce qui y écoute.',
    },
  },
  TLS_HALF_GIVEN: {
    en: { message: 'A certificate needs its key.', hint: 'Give both `--tls-cert` and `--tls-key`.' },
    fr: { message: 'Un certificat a besoin de sa clé.', hint: 'Donner `--tls-cert` et `--tls-key` ensemble.' },
  },
  OPENID_OFF: {
    en: {
      message: 'No OpenID Connect provider is set up.',
      hint: 'Set RELAIS_OPENID_ISSUER, RELAIS_OPENID_CLIENT_ID and RELAIS_URL.',
    },
    fr: {
      message: 'Aucun fournisseur OpenID Connect n’est configuré.',
      hint: 'Renseigner RELAIS_OPENID_ISSUER, RELAIS_OPENID_CLIENT_ID et RELAIS_URL.',
    },
  },
} satisfies Record<string, ErrorDefinition>;
