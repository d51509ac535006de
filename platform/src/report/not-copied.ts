import type { Bilingual } from '../model/language.ts';

/** One thing that DHIS2 lets nobody copy, in a paragraph. */
export interface NotCopied {
  readonly title: Bilingual;
  readonly text: Bilingual;
  /** Whether it holds for a target of this release, by its minor number (`2.43.1` is 43); always when absent. */
  readonly appliesTo?: (minor: number) => boolean;
}

/** API.md §4.2, §5.2, §5.3, §7, §8.2 and §9.3: what no account can write over the Web API. */
const everything: readonly NotCopied[] = [
  {
    title: { fr: 'Mots de passe', en: 'Passwords' },
    text: {
      fr: 'Les comptes sont répliqués avec leurs rôles et leurs unités d’organisation, mais DHIS2 ne livre ni mot de passe, ni second facteur. Chacun doit en choisir un nouveau dans la cible.',
      en: 'Accounts are replicated with their roles and organisation units, but DHIS2 gives away neither passwords nor second factors. Everybody has to choose a new one on the target.',
    },
  },
  {
    title: { fr: 'Dates et auteurs des modifications', en: 'Dates and authors of changes' },
    text: {
      fr: 'La cible inscrit elle-même la date de dernière modification et son auteur : le moment de la réplication, et le compte de Relais. Il en va de même de l’auteur de la création, sauf exceptions des versions anciennes.',
      en: 'The target itself writes the date of the last change and its author: the time of the replication, and Relais’s account. The same goes for the author of the creation, with exceptions in old releases.',
    },
  },
  {
    title: { fr: 'Dates des valeurs agrégées', en: 'Dates of data values' },
    text: {
      fr: 'Depuis la version 2.41, la date de saisie d’une valeur est celle de son arrivée dans la cible.',
      en: 'From release 2.41 on the date of entry of a value is that of its arrival on the target.',
    },
    appliesTo: (minor) => minor >= 41,
  },
  {
    title: { fr: 'Auteur de la saisie (storedBy)', en: 'Who entered a value (storedBy)' },
    text: {
      fr: 'Depuis la version 2.43, la cible remplace l’auteur de la saisie des valeurs agrégées par le compte de Relais.',
      en: 'From release 2.43 on the target replaces the author of data values by Relais’s account.',
    },
    appliesTo: (minor) => minor >= 43,
  },
  {
    title: { fr: 'Dates et auteurs du Tracker', en: 'Dates and authors in Tracker' },
    text: {
      fr: 'Les dates d’inscription, de survenue, de prévision, et celles du terminal de saisie sont conservées. Les dates d’enregistrement par le serveur, les auteurs et le nom de qui a clos un dossier sont ceux de la réplication. Les objets supprimés ne sont pas recréés comme tels.',
      en: 'Dates of enrolment, occurrence and scheduling, and those of the device, are kept. The server’s own dates, the authors and the name of who completed a record are those of the replication. Deleted objects are not made anew as such.',
    },
  },
  {
    title: { fr: 'Journaux et historique', en: 'Logs and history' },
    text: {
      fr: 'Journaux de modifications, pistes d’audit, approbations passées, statistiques d’usage et historique de propriété restent dans la source.',
      en: 'Change logs, audit trails, past approvals, usage statistics and the history of ownership stay in the source.',
    },
  },
  {
    title: { fr: 'Messages et interprétations', en: 'Messages and interpretations' },
    text: {
      fr: 'DHIS2 attribue tout message et toute interprétation à qui les envoie, à la date de l’envoi : les recopier en changerait l’auteur et la date. Relais s’en abstient.',
      en: 'DHIS2 gives every message and interpretation to whoever sends it, at the time of sending: copying them would change author and date. Relais does not.',
    },
  },
  {
    title: { fr: 'Secrets des liaisons', en: 'Secrets of connections' },
    text: {
      fr: 'Jetons d’accès personnels, clients OAuth 2, mots de passe des échanges de données, des routes et des passerelles SMS ne sortent pas de la source : ils sont à saisir à nouveau dans la cible.',
      en: 'Personal access tokens, OAuth 2 clients, secrets of data exchanges, routes and SMS gateways do not leave the source: they have to be entered again on the target.',
    },
  },
  {
    title: { fr: 'Compteurs des identifiants générés', en: 'Counters of generated identifiers' },
    text: {
      fr: 'Les identifiants déjà attribués sont conservés ; le compteur qui produit les suivants est propre à chaque instance. Avant de saisir dans la cible, vérifier qu’il ne repart pas d’un numéro déjà pris.',
      en: 'Identifiers that were given are kept; the counter that makes the next ones is each instance’s own. Before entering data on the target, check that it does not start from a number that is taken.',
    },
  },
];

/** What DHIS2 lets nobody copy into a target of this release. */
export function listNotCopied(targetRelease: string | undefined): readonly NotCopied[] {
  const minor = Number(targetRelease?.split('.')[1] ?? Number.NaN);
  return everything.filter(({ appliesTo }) => Number.isNaN(minor) || (appliesTo?.(minor) ?? true));
}
