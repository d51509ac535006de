import { explainError } from '../model/errors/platform-error.ts';
import type { Bilingual, Language } from '../model/language.ts';
import type { Wait } from './instance-place.ts';

/** A wait shorter than this is nobody's business. */
const tellingMs = 8_000;
/** One message for one outage, not one for each try. */
const silenceMs = 5 * 60_000;

/** Makes of many failed tries the few sentences that people want: who does not answer, why, and when the next try is. */
export function createWaitNotices(tell: (message: Bilingual) => void, now: () => Date): (wait: Wait) => void {
  const lastTold = new Map<string, number>();
  return (wait) => {
    const at = now();
    const isQuiet = at.getTime() - (lastTold.get(wait.instance) ?? Number.NEGATIVE_INFINITY) < silenceMs;
    if (wait.waitMs < tellingMs || isQuiet) return;
    lastTold.set(wait.instance, at.getTime());
    const next = clockTime(new Date(at.getTime() + wait.waitMs));
    const reason = (language: Language) => explainError(wait.failure, language).message.replace(/\.$/, '');
    tell({
      fr: `en pause : ${reason('fr')} (dernier essai ${clockTime(at)}, prochain ${next})`,
      en: `paused: ${reason('en')} (last try ${clockTime(at)}, next ${next})`,
    });
  };
}

function clockTime(date: Date): string {
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}
