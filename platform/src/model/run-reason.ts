import { type ErrorCode, errorCodes } from './errors/codes.ts';
import type { ErrorArguments } from './errors/platform-error.ts';
import type { Bilingual, Language } from './language.ts';

/** Why a run came into a state, where no failure says it. `{name}` is filled from the arguments. */
const reasonTexts = {
  RUN_ASKED: { fr: 'demandé', en: 'asked for' },
  RUN_TAKEN: { fr: 'un exécutant s’en occupe', en: 'a worker carries it out' },
  RUN_WAITS_FOR: {
    fr: 'attend la fin de l’exécution {run} : les deux écrivent dans {target}',
    en: 'waits until run {run} has ended: both write to {target}',
  },
  RUN_HAS_WAY: { fr: 'la cible est libre', en: 'the target is free' },
  RUN_DONE: { fr: 'terminé', en: 'done' },
  RUN_DONE_WITH_REFUSALS: { fr: 'terminé, avec des refus', en: 'done, with refusals' },
  RUN_PIECES_SET_ASIDE: {
    fr: '{count} parties ont échoué plusieurs fois et ont été laissées de côté',
    en: '{count} pieces failed again and again and were set aside',
  },
  RUN_FAULT: { fr: 'un défaut de Relais lui-même : {reason}', en: 'a fault of Relais itself: {reason}' },
  RUN_INTERRUPTED: { fr: 'interrompu', en: 'interrupted' },
  RUN_DECLINED: { fr: 'rien n’a été écrit', en: 'nothing was written' },
  RUN_APPROVED: { fr: 'approuvée par {user}', en: 'approved by {user}' },
  RUN_REJECTED: { fr: 'refusée par {user}', en: 'declined by {user}' },
  RUN_PAUSE_ASKED: { fr: 'pause demandée', en: 'a pause was asked for' },
  RUN_RESUME_ASKED: { fr: 'reprise demandée', en: 'going on was asked for' },
  RUN_CANCEL_ASKED: { fr: 'annulation demandée', en: 'the end was asked for' },
  RUN_RETRY_ASKED: { fr: 'nouvel essai demandé', en: 'a new try was asked for' },
  RUN_RESTORED: {
    fr: 'base restaurée d’une sauvegarde ; une personne décide si l’exécution continue',
    en: 'the database was restored from a backup; a person decides whether the run goes on',
  },
  INSTANCE_DOWN: {
    fr: '{address} ne répond pas ; l’exécution reprendra d’elle-même',
    en: '{address} does not answer; the run goes on by itself when it is back',
  },
  INSTANCE_BACK: { fr: '{address} répond de nouveau', en: '{address} answers again' },
  WINDOW_CLOSED: { fr: 'la plage horaire est finie', en: 'the window has ended' },
  WINDOW_OPENED: { fr: 'la plage horaire commence', en: 'the window begins' },
} as const satisfies Record<string, Bilingual>;

export type ReasonCode = keyof typeof reasonTexts | ErrorCode;

/** Why a run changed its state: one of the reasons above, or the code of a failure, with what it names. */
export interface RunReason {
  readonly code: ReasonCode;
  readonly args?: ErrorArguments | undefined;
}

/** Whether a text of the database is a reason that this release knows. */
export function isReasonCode(code: string): code is ReasonCode {
  return code in reasonTexts || code in errorCodes;
}

/** A reason in words. */
export function explainReason({ code, args = {} }: RunReason, language: Language): string {
  const text = code in errorCodes ? errorCodes[code as ErrorCode][language].message : textOf(code, language);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole)).replace(/\.$/, '');
}

function textOf(code: ReasonCode, language: Language): string {
  return code in reasonTexts ? reasonTexts[code as keyof typeof reasonTexts][language] : code;
}
