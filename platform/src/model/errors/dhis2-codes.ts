import type { ErrorDefinition } from './codes.ts';
import { dhis2AccountCodes } from './dhis2-account-codes.ts';

/** Failures of talking to one instance; those of its accounts are in `dhis2-account-codes.ts`. */
export const dhis2Codes = {
  ...dhis2AccountCodes,
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
  DHIS2_ADDRESS_INVALID: {
    en: {
      message: '“{address}” is not the address of an instance.',
      hint: 'Give the address as a browser shows it, up to the context path, for example https://dhis2.example.org/dhis.',
    },
    fr: {
      message: '« {address} » n’est pas l’adresse d’une instance.',
      hint: 'Donner l’adresse telle qu’un navigateur l’affiche, contexte compris, par exemple https://dhis2.example.org/dhis.',
    },
  },
  DHIS2_HOST_UNKNOWN: {
    retryable: true,
    en: {
      message: 'No machine is called {host}.',
      hint: 'Check the spelling of the address, and that this machine can resolve names.',
    },
    fr: {
      message: 'Aucune machine ne s’appelle {host}.',
      hint: 'Vérifier l’orthographe de l’adresse, et que cette machine sait résoudre les noms.',
    },
  },
  DHIS2_CONNECTION_REFUSED: {
    retryable: true,
    en: {
      message: 'Nothing listens at {address}: the connection was refused.',
      hint: 'Check the port, that DHIS2 is started, and the firewall.',
    },
    fr: {
      message: 'Rien n’écoute à l’adresse {address} : la connexion a été refusée.',
      hint: 'Vérifier le port, que DHIS2 est démarré, et le pare-feu.',
    },
  },
  DHIS2_TIMEOUT: {
    retryable: true,
    en: {
      message: 'The instance at {address} did not answer within {seconds} s.',
      hint: 'The server may be overloaded, or a proxy cuts long requests. Try again, or at a quieter hour.',
    },
    fr: {
      message: 'L’instance à l’adresse {address} n’a pas répondu en {seconds} s.',
      hint: 'Le serveur est peut-être surchargé, ou un proxy coupe les requêtes longues. Recommencer, ou à une heure plus calme.',
    },
  },
  DHIS2_CONNECTION_LOST: {
    retryable: true,
    en: {
      message: 'The connection to {address} broke off: {reason}.',
      hint: 'Nothing is lost: the same request can be sent again.',
    },
    fr: {
      message: 'La connexion à {address} a été interrompue : {reason}.',
      hint: 'Rien n’est perdu : la même requête peut être renvoyée.',
    },
  },
  DHIS2_CERTIFICATE_UNTRUSTED: {
    en: {
      message: 'The certificate of {address} is not trusted: {reason}.',
      hint: 'Have the certificate renewed or its authority installed; for a test server, allow self-signed certificates explicitly.',
    },
    fr: {
      message: 'Le certificat de {address} n’est pas reconnu : {reason}.',
      hint: 'Faire renouveler le certificat ou installer son autorité ; pour un serveur de test, autoriser explicitement les certificats autosignés.',
    },
  },
  DHIS2_TLS_TOO_OLD: {
    en: {
      message: '{address} offers no encryption that is safe today: TLS 1.2 is the least.',
      hint: 'Have the web server or proxy in front of the instance updated, or its TLS settings renewed.',
    },
    fr: {
      message: '{address} ne propose aucun chiffrement sûr aujourd’hui : TLS 1.2 est le minimum.',
      hint: 'Faire mettre à jour le serveur web ou le proxy devant l’instance, ou renouveler ses réglages TLS.',
    },
  },
  /** Also for what is no instance: a receiver of notices, a provider of logins. */
  OUTGOING_ADDRESS_FORBIDDEN: {
    en: {
      message: '{host} leads to {ip}, where Relais makes no requests ({kind}).',
      hint: 'If a server of yours is really there, allow it with RELAIS_ALLOW_ADDRESSES; see `relais help`.',
    },
    fr: {
      message: '{host} mène à {ip}, où Relais ne fait pas de requêtes ({kind}).',
      hint: 'Si un serveur à vous s’y trouve vraiment, l’autoriser par RELAIS_ALLOW_ADDRESSES ; voir `relais help`.',
    },
  },
  DHIS2_NOT_DHIS2: {
    en: {
      message: 'What answers at {address} is not DHIS2 ({found}).',
      hint: 'Check the address and its context path (often /dhis): {address}/api/system/info must answer.',
    },
    fr: {
      message: 'Ce qui répond à l’adresse {address} n’est pas DHIS2 ({found}).',
      hint: 'Vérifier l’adresse et son contexte (souvent /dhis) : {address}/api/system/info doit répondre.',
    },
  },
  DHIS2_REDIRECTED: {
    en: {
      message: '{address} redirects to {location}.',
      hint: 'Relais follows no redirection, so as never to send a password elsewhere: give the final address.',
    },
    fr: {
      message: '{address} renvoie vers {location}.',
      hint: 'Relais ne suit aucune redirection, pour ne jamais envoyer un mot de passe ailleurs : donner l’adresse finale.',
    },
  },
  DHIS2_RELEASE_UNSUPPORTED: {
    en: {
      message: 'The instance at {address} runs DHIS2 {release}; Relais needs 2.38 or later.',
      hint: 'Upgrade the instance to a release that is still maintained.',
    },
    fr: {
      message:
        'L’instance à l’adresse {address} est en version DHIS2 {release} ; Relais demande la 2.38 ou une version ultérieure.',
      hint: 'Mettre l’instance à niveau vers une version encore maintenue.',
    },
  },
  DHIS2_STARTING: {
    retryable: true,
    en: {
      message: 'The instance at {address} is starting or under maintenance (HTTP 503).',
      hint: 'Wait until its login page shows, then try again.',
    },
    fr: {
      message: 'L’instance à l’adresse {address} démarre ou est en maintenance (HTTP 503).',
      hint: 'Attendre que sa page de connexion s’affiche, puis recommencer.',
    },
  },
  DHIS2_SERVER_ERROR: {
    en: {
      message: 'The instance at {address} failed at {request} (HTTP {status}): {message}',
      hint: 'The cause is in the server’s log. If it goes on, its administrator should look there.',
    },
    fr: {
      message: 'L’instance à l’adresse {address} a échoué sur {request} (HTTP {status}) : {message}',
      hint: 'La cause est dans le journal du serveur. Si cela persiste, son administrateur doit y regarder.',
    },
  },
  DHIS2_REQUEST_REFUSED: {
    en: {
      message: 'The instance at {address} refused {request} (HTTP {status}): {message}',
      hint: 'Check the rights and org units of the account; otherwise this release answers otherwise than Relais expects.',
    },
    fr: {
      message: 'L’instance à l’adresse {address} a refusé {request} (HTTP {status}) : {message}',
      hint: 'Vérifier les droits et les unités d’organisation du compte ; sinon, cette version répond autrement que Relais ne l’attend.',
    },
  },
  DHIS2_NOT_JSON: {
    en: {
      message: 'The instance at {address} answered {request} with {found} instead of JSON.',
      hint: 'A proxy or a login page probably stands in between: open the address in a browser to see it.',
    },
    fr: {
      message: 'L’instance à l’adresse {address} a répondu à {request} par {found} au lieu de JSON.',
      hint: 'Un proxy ou une page de connexion s’interpose sans doute : ouvrir l’adresse dans un navigateur pour la voir.',
    },
  },
  DHIS2_BODY_TRUNCATED: {
    retryable: true,
    en: {
      message: 'The answer of {address} to {request} stops in the middle.',
      hint: 'The connection or a proxy cut it. Nothing incomplete was used; the same request can be sent again.',
    },
    fr: {
      message: 'La réponse de {address} à {request} s’arrête au milieu.',
      hint: 'La connexion ou un proxy l’a coupée. Rien d’incomplet n’a été utilisé ; la même requête peut être renvoyée.',
    },
  },
  DHIS2_UNEXPECTED_ANSWER: {
    en: {
      message: 'The instance at {address} answered {request} in an unknown form: {reason}.',
      hint: 'This release may be newer than this version of Relais: look for an update.',
    },
    fr: {
      message: 'L’instance à l’adresse {address} a répondu à {request} sous une forme inconnue : {reason}.',
      hint: 'Cette version est peut-être plus récente que cette version de Relais : chercher une mise à jour.',
    },
  },
  DHIS2_LISTING_INCOMPLETE: {
    retryable: true,
    en: {
      message: 'The instance at {address} says it holds {expected} {type}, and listed {listed} of them.',
      hint: 'It is probably being written to meanwhile: try again at a quieter hour.',
    },
    fr: {
      message: 'L’instance à l’adresse {address} annonce {expected} {type}, et en a listé {listed}.',
      hint: 'Elle est sans doute en cours de modification : recommencer à une heure plus calme.',
    },
  },
  DHIS2_VALUES_UNREACHABLE: {
    en: {
      message:
        'The values of data element {dataElement} cannot be read from {address}: it is in no data set and no group.',
      hint: 'Before 2.39 DHIS2 gives values by data set or group only: put the data element in a group on the source.',
    },
    fr: {
      message:
        'Les valeurs de l’élément de données {dataElement} ne peuvent être lues sur {address} : il n’est dans aucun ensemble ni groupe.',
      hint: 'Avant la 2.39, DHIS2 ne donne les valeurs que par ensemble ou par groupe : placer cet élément dans un groupe sur la source.',
    },
  },
  DHIS2_READ_ONLY: {
    en: {
      message: 'The instance at {address} is in read-only mode.',
      hint: 'Its administrator turns it off in dhis.conf (system.read_only_mode) or by starting it as a primary.',
    },
    fr: {
      message: 'L’instance à l’adresse {address} est en lecture seule.',
      hint: 'Son administrateur lève ce mode dans dhis.conf (system.read_only_mode) ou en la démarrant comme instance principale.',
    },
  },
  DHIS2_SAME_INSTANCE: {
    en: {
      message: '{source} and {target} are the same instance.',
      hint: 'Choose another target: an instance cannot be copied into itself.',
    },
    fr: {
      message: '{source} et {target} sont la même instance.',
      hint: 'Choisir une autre cible : une instance ne se copie pas dans elle-même.',
    },
  },
} satisfies Record<string, ErrorDefinition>;
