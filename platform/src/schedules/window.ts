import { PlatformError } from '../model/errors/platform-error.ts';
import { dayAt, firstInstantAt } from './time-zone.ts';

/** The hours in which runs may work: from one time of the day to another, in minutes after midnight, over midnight where `to` is earlier. */
export interface DailyWindow {
  readonly from: number;
  readonly to: number;
}

/** A window as it lies around a moment, in milliseconds since 1970. */
export type WindowAround =
  | { readonly isOpen: true; readonly closesAt: number }
  | { readonly isOpen: false; readonly closedAt: number; readonly opensAt: number };

const spelling = /^\s*(\d{1,2})(?::|h)(\d{2})\s*(?:-|–|to|à)\s*(\d{1,2})(?::|h)(\d{2})\s*$/;

/**
 * `22:00-05:00`.
 * @throws PlatformError WINDOW_INVALID, also for a window that would last no time or all the time.
 */
export function parseWindow(text: string): DailyWindow {
  const [, ...numbers] = spelling.exec(text)?.map(Number) ?? [];
  const [fromHour = 24, fromMinute = 0, toHour = 24, toMinute = 0] = numbers;
  const isTime = (hour: number, minute: number) => hour < 24 && minute < 60;
  const window = { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
  if (!isTime(fromHour, fromMinute) || !isTime(toHour, toMinute) || window.from === window.to) {
    throw new PlatformError('WINDOW_INVALID', { args: { window: text } });
  }
  return window;
}

/** `22:00-05:00`. */
export function spellWindow({ from, to }: DailyWindow): string {
  const spell = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${spell(from)}-${spell(to)}`;
}

/**
 * Whether the window is open at a moment, until when, or since and until when it is closed. A window begins and ends when
 * clocks on the wall first show its times, so it is an hour shorter or longer in the nights in which they change.
 */
export function windowAround(window: DailyWindow, zone: string, instant: number): WindowAround {
  const today = dayAt(zone, instant);
  const nights = [-2, -1, 0, 1, 2]
    .map((days) => nightOf(window, zone, today + days))
    // A window that lies within the hour that clocks jump over does not happen that day.
    .filter(({ opensAt, closesAt }) => opensAt < closesAt);
  const open = nights.find(({ opensAt, closesAt }) => opensAt <= instant && instant < closesAt);
  if (open !== undefined) return { isOpen: true, closesAt: open.closesAt };
  const closedAt = Math.max(...nights.map(({ closesAt }) => closesAt).filter((closesAt) => closesAt <= instant));
  const opensAt = Math.min(...nights.map((night) => night.opensAt).filter((opens) => opens > instant));
  return { isOpen: false, closedAt, opensAt };
}

/** The window that opens on a day. */
function nightOf({ from, to }: DailyWindow, zone: string, day: number) {
  const instantAt = (onDay: number, minutes: number) => firstInstantAt(zone, (onDay * 24 * 60 + minutes) * 60_000);
  return { opensAt: instantAt(day, from), closesAt: instantAt(to > from ? day : day + 1, to) };
}
