import type { Bilingual } from '../../model/language.ts';

/** What the help says of `relais audit` and `relais notice`. */
export const noticeHelp = {
  audit: { fr: 'la piste d’audit : qui a fait quoi', en: 'the audit trail: who did what' },
  auditVerify: {
    fr: 'recalculer toutes les empreintes du journal et dire s’il est intact',
    en: 'compute every hash of the trail again and say whether it is whole',
  },
  auditHead: {
    fr: 'tête notée lors d’une vérification précédente (NUMÉRO:EMPREINTE), qui doit s’y trouver',
    en: 'head that an earlier verification printed (NUMBER:HASH), which must be in it',
  },
  auditExport: { fr: 'écrire le journal en CSV ou en JSON', en: 'write the trail as CSV or JSON' },
  csv: { fr: 'pour un tableur (sinon JSON)', en: 'for a spreadsheet (else JSON)' },
  since: { fr: 'à partir de cette date', en: 'from this date on' },
  until: { fr: 'avant cette date', en: 'before this date' },
  auditShorten: {
    fr: 'supprimer les entrées avant une date ; le reste demeure vérifiable',
    en: 'remove the entries before a date; the rest can still be verified',
  },
  before: { fr: 'date de la première entrée gardée', en: 'date of the first entry that is kept' },
  notice: { fr: 'les avis : qui est prévenu de quoi', en: 'notices: who is told of what' },
  noticeList: {
    fr: 'montrer les canaux, les règles et les derniers envois',
    en: 'show the channels, the rules and the latest deliveries',
  },
  noticeSet: {
    fr: 'poser les canaux et les règles qu’un fichier JSON décrit (docs/notices.md)',
    en: 'set the channels and rules that a JSON file describes (docs/notices.md)',
  },
  noticeFile: { fr: 'fichier JSON', en: 'JSON file' },
  noticeRemove: {
    fr: 'supprimer un canal avec ses règles, ou une règle',
    en: 'remove a channel with its rules, or a rule',
  },
  rule: { fr: 'c’est le nom d’une règle, pas d’un canal', en: 'it is the name of a rule, not of a channel' },
  channelOrRule: {
    fr: 'nom du canal, ou de la règle avec --rule',
    en: 'name of the channel, or of the rule with --rule',
  },
  noticeTest: { fr: 'envoyer un essai par un canal', en: 'send a test through a channel' },
  channel: { fr: 'nom du canal', en: 'name of the channel' },
  recipient: {
    fr: 'destinataire : adresse, numéro de téléphone, user:UID…',
    en: 'recipient: address, telephone number, user:UID…',
  },
} as const satisfies Record<string, Bilingual>;
