import type { Language } from './languages.ts';

/** Dates, numbers and durations as people of a language write them. */
export interface Formats {
  /** `64 120`. */
  number(value: number): string;
  /** `3 360`, and `1,2 M` from a million on: where there is little room. */
  briefNumber(value: number): string;
  /** Of a share between 0 and 1. */
  percent(share: number): string;
  /** `64,1 Mo`, of a number of bytes. */
  bytes(value: number): string;
  /** `22 novembre 2026 à 14:05`. */
  moment(moment: string | Date): string;
  /** `22 nov., 14:05`: in tables. */
  shortMoment(moment: string | Date): string;
  /** `14:05:09`. */
  time(moment: string | Date): string;
  day(moment: string | Date): string;
  /** `il y a 5 minutes`, `dans 2 heures`. */
  ago(moment: string | Date, now: Date): string;
  /** At most two units: `3 s`, `12 min`, `1 h 5 min`. */
  duration(milliseconds: number): string;
  list(items: readonly string[]): string;
}

type Unit = 'second' | 'minute' | 'hour' | 'day';

const unitSeconds: Readonly<Record<Unit, number>> = { second: 1, minute: 60, hour: 3_600, day: 86_400 };
const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export function createFormats({ locale }: Language): Formats {
  const number = new Intl.NumberFormat(locale);
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const long = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  const brief = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    number: (value) => number.format(value),
    briefNumber: (value) => (Math.abs(value) < 1_000_000 ? number : short).format(value),
    percent: (share) => percent.format(share),
    bytes: (value) => formatBytes(value, locale),
    moment: (moment) => long.format(new Date(moment)),
    shortMoment: (moment) => brief.format(new Date(moment)),
    time: (moment) => time.format(new Date(moment)),
    day: (moment) => day.format(new Date(moment)),
    ago: (moment, now) => {
      const seconds = (new Date(moment).getTime() - now.getTime()) / 1_000;
      const unit = largestUnit(Math.abs(seconds));
      return relative.format(Math.round(seconds / unitSeconds[unit]), unit);
    },
    duration: (milliseconds) => formatDuration(milliseconds, locale),
    list: (items) => list.format(items),
  };
}

function largestUnit(seconds: number): Unit {
  if (seconds >= unitSeconds.day) return 'day';
  if (seconds >= unitSeconds.hour) return 'hour';
  return seconds >= unitSeconds.minute ? 'minute' : 'second';
}

function formatBytes(value: number, locale: string): string {
  const step = value < 1_000 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(value) / 3));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: byteUnits[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(value / 1_000 ** step);
}

function formatDuration(milliseconds: number, locale: string): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  const unit = largestUnit(seconds);
  const smaller = ({ second: undefined, minute: 'second', hour: 'minute', day: 'hour' } as const)[unit];
  const whole = Math.floor(seconds / unitSeconds[unit]);
  const write = (value: number, of: Unit) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: of,
      unitDisplay: 'short',
    }).format(value);
  const rest = smaller === undefined ? 0 : Math.floor((seconds % unitSeconds[unit]) / unitSeconds[smaller]);
  // Ten minutes and some seconds are ten minutes.
  const isPrecise = unit === 'minute' ? whole < 10 : true;
  if (smaller === undefined || rest === 0 || !isPrecise) return write(whole, unit);
  return `${write(whole, unit)} ${write(rest, smaller)}`;
}
