import type { ErrorDefinition } from './codes.ts';

/** Failures of the account that Relais uses on an instance: none is cured by trying again. */
export const dhis2AccountCodes = {
  DHIS2_LOGIN_PAGE: {
    en: {
      message: 'The instance at {address} shows its login page instead of answering.',
      hint: 'Give a user name and password, or a personal access token; an instance with single sign-on only needs a token.',
    },
    fr: {
      message: 'L’instance à l’adresse {address} montre sa page de connexion au lieu de répondre.',
      hint: 'Donner un nom d’utilisateur et un mot de passe, ou un jeton d’accès personnel ; une instance à authentification unique demande un jeton.',
    },
  },
  DHIS2_PASSWORD_REFUSED: {
    en: {
      message: 'The instance at {address} refuses the user name or the password of {username}.',
      hint: 'Check both in a browser. An account with two-factor authentication needs a personal access token instead.',
    },
    fr: {
      message: 'L’instance à l’adresse {address} refuse le nom d’utilisateur ou le mot de passe de {username}.',
      hint: 'Les vérifier dans un navigateur. Un compte à double authentification demande un jeton d’accès personnel.',
    },
  },
  DHIS2_TOKEN_REFUSED: {
    en: {
      message: 'The instance at {address} refuses the access token.',
      hint: 'It may have expired, or be limited to other addresses or methods: make a new one in the user profile.',
    },
    fr: {
      message: 'L’instance à l’adresse {address} refuse le jeton d’accès.',
      hint: 'Il a peut-être expiré, ou est limité à d’autres adresses ou méthodes : en créer un nouveau dans le profil.',
    },
  },
  DHIS2_ACCOUNT_LOCKED: {
    en: {
      message: 'The account {username} is locked at {address} after too many failed logins.',
      hint: 'Wait 15 minutes without trying again, or have an administrator unlock it.',
    },
    fr: {
      message: 'Le compte {username} est bloqué sur {address} après trop d’échecs de connexion.',
      hint: 'Attendre 15 minutes sans réessayer, ou le faire débloquer par un administrateur.',
    },
  },
  DHIS2_ACCOUNT_DISABLED: {
    en: {
      message: 'The account {username} is disabled at {address}.',
      hint: 'Have an administrator enable it in the Users app, or use another account.',
    },
    fr: {
      message: 'Le compte {username} est désactivé sur {address}.',
      hint: 'Le faire activer par un administrateur dans l’application Utilisateurs, ou en utiliser un autre.',
    },
  },
  DHIS2_TWO_FACTOR_NEEDED: {
    en: {
      message: 'The account {username} needs a second factor at {address}.',
      hint: 'Make a personal access token in its user profile and give that instead of the password.',
    },
    fr: {
      message: 'Le compte {username} demande un second facteur sur {address}.',
      hint: 'Créer un jeton d’accès personnel dans son profil et le donner à la place du mot de passe.',
    },
  },
  DHIS2_AUTHORITIES_MISSING: {
    en: {
      message: 'The account {username} lacks authorities at {address}: {missing}.',
      hint: 'Give it a role with the authority ALL: any other account sees only what is shared with it, and the copy would have holes.',
    },
    fr: {
      message: 'Il manque des autorisations au compte {username} sur {address} : {missing}.',
      hint: 'Lui donner un rôle avec l’autorisation ALL : tout autre compte ne voit que ce qui est partagé avec lui, et la copie aurait des trous.',
    },
  },
  DHIS2_ORG_UNITS_MISSING: {
    en: {
      message: 'The account {username} at {address} is not assigned these top org units: {missing}.',
      hint: 'Assign it every top org unit for data capture, data view and search, in the Users app.',
    },
    fr: {
      message:
        'Le compte {username} sur {address} n’est pas rattaché à ces unités d’organisation de premier niveau : {missing}.',
      hint: 'Le rattacher, dans l’application Utilisateurs, à toutes les unités de premier niveau pour la saisie, la consultation et la recherche.',
    },
  },
} satisfies Record<string, ErrorDefinition>;
