import type { ErrorDefinition } from './codes.ts';

/** Failures of notices and of the audit trail. */
export const noticeCodes = {
  NOTICE_CHANNEL_UNKNOWN: {
    en: { message: 'No channel of notices is called {channel}.', hint: 'See `relais notice list`.' },
    fr: { message: 'Aucun canal d’avis ne s’appelle {channel}.', hint: 'Voir `relais notice list`.' },
  },
  NOTICE_RULE_UNKNOWN: {
    en: { message: 'No rule of notices is called {rule}.', hint: 'See `relais notice list`.' },
    fr: { message: 'Aucune règle d’avis ne s’appelle {rule}.', hint: 'Voir `relais notice list`.' },
  },
  NOTICE_CHANNEL_INVALID: {
    en: {
      message: 'The channel {channel} is not set up rightly: {reason}.',
      hint: 'Mend the file that describes it, and set it again: `relais notice set FILE`.',
    },
    fr: {
      message: 'Le canal {channel} est mal décrit : {reason}.',
      hint: 'Corriger le fichier qui le décrit, puis le poser à nouveau : `relais notice set FICHIER`.',
    },
  },
  NOTICE_SECRET_MISSING: {
    en: {
      message: 'The channel {channel} needs a secret, and nothing says which.',
      hint: 'Set {variable}, or start Relais on a terminal, where it asks.',
    },
    fr: {
      message: 'Le canal {channel} a besoin d’un secret, et rien ne l’indique.',
      hint: 'Renseigner {variable}, ou lancer Relais dans un terminal, où il pose la question.',
    },
  },
  NOTICE_FILE_INVALID: {
    en: {
      message: 'The file {file} does not describe channels and rules of notices: {reason}.',
      hint: 'docs/notices.md shows what it holds.',
    },
    fr: {
      message: 'Le fichier {file} ne décrit pas des canaux et des règles d’avis : {reason}.',
      hint: 'docs/notices.md montre ce qu’il contient.',
    },
  },
  NOTICE_RECIPIENT_INVALID: {
    en: {
      message: 'The channel {channel} cannot reach {recipient}.',
      hint: 'E-mail: an address; SMS: a number with its country, such as +243…; DHIS2: user:UID, userGroup:UID or orgUnit:UID.',
    },
    fr: {
      message: 'Le canal {channel} ne peut pas joindre {recipient}.',
      hint: 'Courriel : une adresse ; SMS : un numéro avec son pays, comme +243… ; DHIS2 : user:UID, userGroup:UID ou orgUnit:UID.',
    },
  },
  NOTICE_UNREACHABLE: {
    retryable: true,
    en: {
      message: 'The channel {channel} cannot be reached: {reason}.',
      hint: 'Check its address, and whether this machine may connect to it.',
    },
    fr: {
      message: 'Le canal {channel} est injoignable : {reason}.',
      hint: 'Vérifier son adresse, et si cette machine peut s’y connecter.',
    },
  },
  NOTICE_BUSY: {
    retryable: true,
    en: { message: 'The channel {channel} cannot take it now: {reason}.', hint: 'It is sent again by itself.' },
    fr: {
      message: 'Le canal {channel} ne peut pas le prendre maintenant : {reason}.',
      hint: 'L’envoi est refait de lui-même.',
    },
  },
  NOTICE_REFUSED: {
    en: {
      message: 'The channel {channel} refused it: {reason}.',
      hint: 'Check its settings, its secret and the recipient; then `relais notice test {channel}`.',
    },
    fr: {
      message: 'Le canal {channel} l’a refusé : {reason}.',
      hint: 'Vérifier ses réglages, son secret et le destinataire ; puis `relais notice test {channel}`.',
    },
  },
  AUDIT_HEAD_MALFORMED: {
    en: {
      message: '{head} is not the head of an audit trail.',
      hint: 'It is what `relais audit verify` printed: NUMBER:HASH, the hash in 64 hexadecimal digits.',
    },
    fr: {
      message: '{head} n’est pas la tête d’une piste d’audit.',
      hint: 'C’est ce que `relais audit verify` a affiché : NUMÉRO:EMPREINTE, l’empreinte en 64 chiffres hexadécimaux.',
    },
  },
  AUDIT_DATE_INVALID: {
    en: { message: '{date} is not a date.', hint: 'For example 2026-03-31, or 2026-03-31T18:00:00Z.' },
    fr: { message: '{date} n’est pas une date.', hint: 'Par exemple 2026-03-31, ou 2026-03-31T18:00:00Z.' },
  },
} satisfies Record<string, ErrorDefinition>;
