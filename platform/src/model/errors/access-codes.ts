import type { ErrorDefinition } from './codes.ts';

/** Failures of users: who they are, how they prove it, what they may do. None says more than somebody outside may know. */
export const accessCodes = {
  /** The same for an unknown name, a wrong password and a disabled user: nobody learns which names exist. */
  LOGIN_REFUSED: {
    en: {
      message: 'The user name or the password is wrong.',
      hint: 'Try again; an administrator can send a link for a new password (`relais user reset`).',
    },
    fr: {
      message: 'Le nom d’utilisateur ou le mot de passe est incorrect.',
      hint: 'Réessayer ; un administrateur peut envoyer un lien pour un nouveau mot de passe (`relais user reset`).',
    },
  },
  LOGIN_LOCKED: {
    en: {
      message: 'Too many failed attempts: the next one is possible in {seconds} s.',
      hint: 'Wait, or have an administrator reset the account (`relais user reset`).',
    },
    fr: {
      message: 'Trop de tentatives échouées : la prochaine est possible dans {seconds} s.',
      hint: 'Attendre, ou faire réinitialiser le compte par un administrateur (`relais user reset`).',
    },
  },
  SECOND_FACTOR_REFUSED: {
    en: {
      message: 'The code is wrong, was used already, or comes too late.',
      hint: 'Wait for the next code and check the clock of the telephone, use a recovery code, or log in anew.',
    },
    fr: {
      message: 'Le code est incorrect, a déjà servi ou arrive trop tard.',
      hint: 'Attendre le code suivant et vérifier l’heure du téléphone, employer un code de secours, ou se reconnecter.',
    },
  },
  SECOND_FACTOR_IN_FORCE: {
    en: {
      message: '{username} has a second factor already.',
      hint: 'Remove it first, with the password and a code; an administrator can do so for a lost telephone (`relais user reset`).',
    },
    fr: {
      message: '{username} a déjà un second facteur.',
      hint: 'Le retirer d’abord, avec le mot de passe et un code ; un administrateur peut le faire pour un téléphone perdu (`relais user reset`).',
    },
  },
  LINK_SPENT: {
    en: {
      message: 'This link was used already, has been replaced, or is too old.',
      hint: 'Ask an administrator for a new one: `relais user reset NAME --invite`; for the first administrator, start Relais again.',
    },
    fr: {
      message: 'Ce lien a déjà servi, a été remplacé, ou est trop ancien.',
      hint: 'En demander un nouveau à un administrateur : `relais user reset NOM --invite` ; pour le premier administrateur, redémarrer Relais.',
    },
  },
  PASSWORD_TOO_SHORT: {
    en: {
      message: 'The password is too short: at least {least} characters.',
      hint: 'Several words in a row are easy to keep and hard to guess.',
    },
    fr: {
      message: 'Le mot de passe est trop court : au moins {least} caractères.',
      hint: 'Plusieurs mots à la suite se retiennent bien et se devinent mal.',
    },
  },
  PASSWORD_TOO_LONG: {
    en: { message: 'The password is too long: at most {most} characters.', hint: 'Choose a shorter one.' },
    fr: {
      message: 'Le mot de passe est trop long : au plus {most} caractères.',
      hint: 'En choisir un plus court.',
    },
  },
  PASSWORD_GUESSABLE: {
    en: {
      message:
        'The password is easy to guess: it repeats itself, follows the keyboard, or is made of a name or a common word.',
      hint: 'Several unrelated words in a row are easy to keep and hard to guess.',
    },
    fr: {
      message:
        'Le mot de passe est facile à deviner : il se répète, suit le clavier, ou vient d’un nom ou d’un mot courant.',
      hint: 'Plusieurs mots sans rapport à la suite se retiennent bien et se devinent mal.',
    },
  },
  PASSWORDS_DIFFER: {
    en: { message: 'The two passwords differ.', hint: 'Type it again; nothing was changed.' },
    fr: { message: 'Les deux mots de passe diffèrent.', hint: 'Recommencer ; rien n’a été changé.' },
  },
  PASSWORD_ELSEWHERE: {
    en: {
      message: '{username} logs in by OpenID Connect and has no password here.',
      hint: 'Change the password, or the second factor, at the provider.',
    },
    fr: {
      message: '{username} se connecte par OpenID Connect et n’a pas de mot de passe ici.',
      hint: 'Changer le mot de passe, ou le second facteur, chez le fournisseur.',
    },
  },
  ACCESS_DENIED: {
    en: {
      message: 'This user may not do that ({action}).',
      hint: 'An administrator gives roles, and rights on instances: `relais user change`.',
    },
    fr: {
      message: 'Cet utilisateur n’a pas le droit de faire cela ({action}).',
      hint: 'Un administrateur donne les rôles, et les droits sur les instances : `relais user change`.',
    },
  },
  SESSION_ENDED: {
    en: { message: 'Nobody is logged in: the session has ended.', hint: 'Log in again.' },
    fr: { message: 'Personne n’est connecté : la session a pris fin.', hint: 'Se reconnecter.' },
  },
  CSRF_REFUSED: {
    en: {
      message: 'The request does not come from a page of Relais.',
      hint: 'Load the page again; programs use a personal token.',
    },
    fr: {
      message: 'La requête ne vient pas d’une page de Relais.',
      hint: 'Recharger la page ; les programmes emploient un jeton personnel.',
    },
  },
  TOKEN_REFUSED: {
    en: {
      message: 'The personal token is unknown, revoked or past its end.',
      hint: 'Make a new one: `relais token create`.',
    },
    fr: {
      message: 'Le jeton personnel est inconnu, révoqué ou échu.',
      hint: 'En créer un nouveau : `relais token create`.',
    },
  },
  TOKEN_UNKNOWN: {
    en: { message: 'There is no token {token} to revoke.', hint: 'See `relais token list`.' },
    fr: { message: 'Il n’y a pas de jeton {token} à révoquer.', hint: 'Voir `relais token list`.' },
  },
  TOKEN_DAYS_INVALID: {
    en: { message: 'A token is good for 1 to {most} days.', hint: 'Give `--days` a number in between.' },
    fr: { message: 'Un jeton vaut de 1 à {most} jours.', hint: 'Donner à `--days` un nombre entre les deux.' },
  },
  TOKEN_SCOPE_INVALID: {
    en: { message: '“{scope}” is no scope of a token.', hint: 'Choose among {scopes}.' },
    fr: { message: '« {scope} » n’est pas une portée de jeton.', hint: 'Choisir parmi {scopes}.' },
  },
  USER_UNKNOWN: {
    en: { message: 'There is no user {username}.', hint: 'See `relais user list`.' },
    fr: { message: 'Il n’y a pas d’utilisateur {username}.', hint: 'Voir `relais user list`.' },
  },
  USER_EXISTS: {
    en: { message: 'There is a user {username} already.', hint: 'Choose another name, or see `relais user change`.' },
    fr: {
      message: 'Il y a déjà un utilisateur {username}.',
      hint: 'Choisir un autre nom, ou voir `relais user change`.',
    },
  },
  USERNAME_INVALID: {
    en: {
      message: '“{username}” is no user name.',
      hint: 'Up to 64 letters, digits, dots, hyphens, underscores or @, beginning with a letter or a digit.',
    },
    fr: {
      message: '« {username} » n’est pas un nom d’utilisateur.',
      hint: 'Jusqu’à 64 lettres, chiffres, points, tirets, soulignés ou @, en commençant par une lettre ou un chiffre.',
    },
  },
  LAST_ADMINISTRATOR: {
    en: {
      message: '{username} is the last administrator who can log in.',
      hint: 'Make another user an administrator first.',
    },
    fr: {
      message: '{username} est le dernier administrateur qui peut se connecter.',
      hint: 'Nommer d’abord un autre administrateur.',
    },
  },
  USER_MAY_NOT_WRITE: {
    en: {
      message: 'A reader only looks, and can be given no right to write.',
      hint: 'Make the user an operator: `relais user change NAME --role operator`.',
    },
    fr: {
      message: 'Un lecteur ne fait que consulter, et ne peut recevoir de droit d’écriture.',
      hint: 'En faire un opérateur : `relais user change NOM --role operator`.',
    },
  },
  OPENID_UNREACHABLE: {
    retryable: true,
    en: {
      message: 'The OpenID Connect provider {issuer} does not answer as it should: {reason}.',
      hint: 'Check its address and that this machine can reach it.',
    },
    fr: {
      message: 'Le fournisseur OpenID Connect {issuer} ne répond pas comme il le doit : {reason}.',
      hint: 'Vérifier son adresse et que cette machine peut l’atteindre.',
    },
  },
  OPENID_REFUSED: {
    en: {
      message: 'The login by OpenID Connect was not completed: {reason}.',
      hint: 'Begin again from the login page; if it goes on, check the client’s settings at the provider.',
    },
    fr: {
      message: 'La connexion par OpenID Connect n’a pas abouti : {reason}.',
      hint: 'Recommencer depuis la page de connexion ; si cela persiste, vérifier les réglages du client chez le fournisseur.',
    },
  },
  OPENID_USER_UNKNOWN: {
    en: {
      message: 'The provider knows {username}, Relais does not.',
      hint: 'An administrator adds the user: `relais user add {username} --openid`.',
    },
    fr: {
      message: 'Le fournisseur connaît {username}, Relais non.',
      hint: 'Un administrateur ajoute l’utilisateur : `relais user add {username} --openid`.',
    },
  },
  RUN_NEEDS_APPROVAL: {
    en: {
      message: 'Run {run} waits for a second person, because it would write to {target}.',
      hint: 'Somebody else who may write there looks at what it would change, and decides.',
    },
    fr: {
      message: 'L’exécution {run} attend une deuxième personne, car elle écrirait dans {target}.',
      hint: 'Quelqu’un d’autre, qui peut y écrire, examine ce qu’elle changerait et décide.',
    },
  },
  RUN_APPROVAL_DECLINED: {
    en: {
      message: 'A second person declined what run {run} would write to {target}.',
      hint: 'Change what it copies, and start another run.',
    },
    fr: {
      message: 'Une deuxième personne a refusé ce que l’exécution {run} écrirait dans {target}.',
      hint: 'Modifier ce qu’elle copie, et en démarrer une autre.',
    },
  },
  APPROVAL_BY_SAME_USER: {
    en: {
      message: 'Run {run} waits for another person: whoever asked for it cannot approve it.',
      hint: 'Have a colleague look at the differences and decide.',
    },
    fr: {
      message: 'L’exécution {run} attend une autre personne : qui l’a demandée ne peut pas l’approuver.',
      hint: 'Faire examiner les différences par un collègue, qui décidera.',
    },
  },
  APPROVAL_NOT_WAITING: {
    en: {
      message: 'Run {run} does not wait for a decision on this plan.',
      hint: 'Look at it again: it was decided meanwhile, or what would be written has changed.',
    },
    fr: {
      message: 'L’exécution {run} n’attend pas de décision sur ce plan.',
      hint: 'La consulter à nouveau : la décision est prise, ou ce qui serait écrit a changé.',
    },
  },
} satisfies Record<string, ErrorDefinition>;
