import type { Bilingual } from '../../model/language.ts';
import type { UserRole } from '../../model/user-role.ts';

/** What the help says of users, tokens and the vault. */
export const accessHelp = {
  user: { fr: 'les utilisateurs de Relais', en: 'the users of Relais' },
  userAdd: { fr: 'ajouter un utilisateur', en: 'add a user' },
  userList: { fr: 'montrer les utilisateurs et leurs droits', en: 'show the users and their rights' },
  userChange: { fr: 'changer le rôle ou les droits d’un utilisateur', en: 'change the role or the rights of a user' },
  userDisable: {
    fr: 'ne plus laisser entrer un utilisateur ; ses sessions et jetons prennent fin',
    en: 'let a user in no more; their sessions and tokens end',
  },
  userEnable: { fr: 'laisser entrer à nouveau un utilisateur', en: 'let a disabled user in again' },
  userReset: {
    fr: 'donner un nouveau mot de passe, et oublier les tentatives échouées',
    en: 'give a new password, and forget failed attempts',
  },
  username: { fr: 'nom d’utilisateur', en: 'user name' },
  role: {
    fr: 'administrator (instances, utilisateurs), operator (exécutions) ou reader (consultation)',
    en: 'administrator (instances, users), operator (runs) or reader (looks only)',
  },
  email: { fr: 'adresse électronique', en: 'e-mail address' },
  read: {
    fr: 'instances dont le contenu lui est ouvert, séparées par des virgules ; remplace ses droits',
    en: 'instances whose content is open to them, separated by commas; replaces their rights',
  },
  write: {
    fr: 'instances où écrire ou supprimer (lecture comprise) ; remplace ses droits',
    en: 'instances to write to or delete in (reading included); replaces their rights',
  },
  unmask: {
    fr: 'instances dont voir les valeurs masquées (lecture comprise) ; remplace ses droits',
    en: 'instances of which to see masked values (reading included); replaces their rights',
  },
  openId: {
    fr: 'se connecte par OpenID Connect, sans mot de passe ici',
    en: 'logs in by OpenID Connect, without a password here',
  },
  invite: {
    fr: 'donner un lien à usage unique, par lequel choisir le mot de passe',
    en: 'give a link that is good once, by which to choose the password',
  },
  passwordFile: { fr: 'lire le mot de passe dans ce fichier', en: 'read the password from this file' },
  secondFactor: {
    fr: 'retirer aussi le second facteur (téléphone perdu)',
    en: 'remove the second factor too (lost telephone)',
  },
  token: { fr: 'les jetons personnels, pour les programmes', en: 'personal tokens, for programs' },
  tokenCreate: {
    fr: 'créer un jeton au nom d’un utilisateur ; il n’est montré qu’une fois',
    en: 'make a token in the name of a user; it is shown once',
  },
  tokenCreateOwn: {
    fr: 'créer un jeton à son propre nom ; il n’est montré qu’une fois',
    en: 'make a token in your own name; it is shown once',
  },
  ownUsername: { fr: 'son propre nom d’utilisateur', en: 'your own user name' },
  tokenList: { fr: 'montrer les jetons, jamais leur secret', en: 'show the tokens, never their secret' },
  tokenRevoke: { fr: 'mettre fin à un jeton', en: 'end a token' },
  tokenNumber: { fr: 'numéro du jeton', en: 'number of the token' },
  tokenName: { fr: 'à quoi sert le jeton', en: 'what the token is for' },
  scopes: {
    fr: 'portées, séparées par des virgules : look, run, define, administer',
    en: 'scopes, separated by commas: look, run, define, administer',
  },
  days: { fr: 'durée en jours, 366 au plus', en: 'good for so many days, 366 at most' },
  ofUser: { fr: 'seulement ceux de cet utilisateur', en: 'only those of this user' },
  vault: { fr: 'le coffre des secrets', en: 'the vault of the secrets' },
  vaultRotate: {
    fr: 'changer la clé et chiffrer tous les secrets à nouveau',
    en: 'change the key and encrypt every secret anew',
  },
  dropOldKeys: {
    fr: 'oublier les anciennes clés : les secrets des sauvegardes d’avant sont alors perdus',
    en: 'forget the old keys: secrets in backups of before are then lost',
  },
  needsApproval: {
    fr: 'ce qui y écrit ou supprime attend une deuxième personne',
    en: 'what writes or deletes there waits for a second person',
  },
  noApproval: { fr: 'ne plus attendre de deuxième personne', en: 'wait for no second person any more' },
} as const satisfies Record<string, Bilingual>;

export const roleWords: Readonly<Record<UserRole, Bilingual>> = {
  administrator: { fr: 'administrateur', en: 'administrator' },
  operator: { fr: 'opérateur', en: 'operator' },
  reader: { fr: 'lecteur', en: 'reader' },
};

/** What these commands say. */
export const accessTexts = {
  fr: {
    newPassword: (name: string) => `Nouveau mot de passe de ${name} : `,
    again: 'Encore une fois : ',
    added: (name: string, role: string) => `${name} est ajouté (${role}).`,
    noRights: (name: string) =>
      `Aucune instance ne lui est ouverte ; en ouvrir avec : relais user change ${name} --read INSTANCES --write INSTANCES`,
    link: (address: string, end: string) => `Lien à usage unique, valable jusqu’au ${end} : ${address}`,
    ourAddress: 'ADRESSE-DE-RELAIS',
    openId: 'La première connexion par OpenID Connect sous ce nom liera le compte.',
    changed: (name: string) => `${name} est modifié.`,
    disabled: (name: string) => `${name} est désactivé ; ses sessions et ses jetons ne valent plus rien.`,
    enabled: (name: string) => `${name} peut à nouveau se connecter.`,
    reset: (name: string) => `${name} a un nouveau mot de passe ; ses sessions ont pris fin.`,
    nobody: 'Aucun utilisateur. Ajouter avec : relais user add NOM --role administrator',
    titles: { name: 'Nom', role: 'Rôle', factor: 'Second facteur', login: 'Dernière connexion', rights: 'Instances' },
    yes: 'oui',
    no: 'non',
    isDisabled: 'désactivé',
    everything: 'toutes',
    right: { see: 'lecture', write: 'écriture', unmask: 'démasquage' },
    token: (end: string) => `Valable jusqu’au ${end}. Il ne sera plus montré :`,
    noToken: 'Aucun jeton.',
    tokenTitles: {
      number: 'n°',
      owner: 'Utilisateur',
      name: 'Usage',
      beginning: 'Début',
      scopes: 'Portées',
      end: 'Fin',
    },
    revoked: 'révoqué',
    past: 'échu',
    tokenRevoked: (token: number) => `Le jeton ${token} est révoqué.`,
    rotated: (version: number, count: number) => `Clé ${version} en service ; secrets chiffrés à nouveau : ${count}.`,
    keptKeys: (versions: string) =>
      `Anciennes clés conservées pour les sauvegardes : ${versions} (--drop-old-keys les oublie).`,
    unreadable: (owner: string) => `Illisible avec les clés connues, laissé tel quel : ${owner}`,
  },
  en: {
    newPassword: (name: string) => `New password of ${name}: `,
    again: 'Once more: ',
    added: (name: string, role: string) => `${name} is added (${role}).`,
    noRights: (name: string) =>
      `No instance is open to them; open some with: relais user change ${name} --read INSTANCES --write INSTANCES`,
    link: (address: string, end: string) => `Link that is good once, until ${end}: ${address}`,
    ourAddress: 'ADDRESS-OF-RELAIS',
    openId: 'The first login by OpenID Connect under this name links the account.',
    changed: (name: string) => `${name} is changed.`,
    disabled: (name: string) => `${name} is disabled; their sessions and tokens are worth nothing any more.`,
    enabled: (name: string) => `${name} can log in again.`,
    reset: (name: string) => `${name} has a new password; their sessions have ended.`,
    nobody: 'No user. Add one with: relais user add NAME --role administrator',
    titles: { name: 'Name', role: 'Role', factor: 'Second factor', login: 'Last login', rights: 'Instances' },
    yes: 'yes',
    no: 'no',
    isDisabled: 'disabled',
    everything: 'all',
    right: { see: 'read', write: 'write', unmask: 'unmask' },
    token: (end: string) => `Good until ${end}. It will not be shown again:`,
    noToken: 'No token.',
    tokenTitles: { number: 'no.', owner: 'User', name: 'For', beginning: 'Begins', scopes: 'Scopes', end: 'End' },
    revoked: 'revoked',
    past: 'past',
    tokenRevoked: (token: number) => `Token ${token} is revoked.`,
    rotated: (version: number, count: number) => `Key ${version} is in use; secrets encrypted anew: ${count}.`,
    keptKeys: (versions: string) => `Old keys are kept for backups: ${versions} (--drop-old-keys forgets them).`,
    unreadable: (owner: string) => `Unreadable with the known keys, left as it is: ${owner}`,
  },
} as const;
