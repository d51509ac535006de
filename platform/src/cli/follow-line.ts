import type { FollowerStatus } from '../following/follower.ts';
import { explainError, PlatformError } from '../model/errors/platform-error.ts';
import { formatNumber } from '../model/formats.ts';
import type { Language } from '../model/language.ts';
import { followTexts } from './texts/follow-texts.ts';

/** How following stands, in one line: what it does, how far behind the target is, when it last carried something, when it looks next. */
export function followLine(status: FollowerStatus, language: Language): string {
  const texts = followTexts[language];
  const { lagMs, changedAt, nextLookAt } = status;
  const parts = [
    activityOf(status, language),
    lagMs === undefined ? undefined : texts.lag(seconds(lagMs, language)),
    changedAt === undefined ? undefined : texts.lastChange(clockTime(changedAt)),
    status.state === 'waiting' && nextLookAt !== undefined ? texts.nextLook(clockTime(nextLookAt)) : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** What went wrong in the last cycle, for people; undefined where nothing did. */
export function troubleLine({ trouble }: FollowerStatus, language: Language): string | undefined {
  if (trouble === undefined) return undefined;
  if (trouble === 'different') return followTexts[language].different;
  const known = trouble instanceof PlatformError ? explainError(trouble, language).message : String(trouble);
  return followTexts[language].trouble(known);
}

function activityOf({ state, runId, changes }: FollowerStatus, language: Language): string {
  const texts = followTexts[language];
  if (state === 'comparing') return texts.comparing(runId);
  if (state === 'carrying') return texts.carrying(describeChanges(changes, language), runId);
  return texts[state];
}

/** `12 dataValues, 1 dataElements`: DHIS2's own words, the most first. */
function describeChanges(changes: Readonly<Record<string, number>>, language: Language): string {
  return Object.entries(changes)
    .sort(([, left], [, right]) => right - left)
    .slice(0, 4)
    .map(([type, count]) => `${formatNumber(count, language)} ${type}`)
    .join(', ');
}

function seconds(ms: number, language: Language): string {
  return `${formatNumber(Math.round(ms / 1000), language)} s`;
}

function clockTime(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}
