/** A way to type something: what is kept as text is shown as people write it, whatever language the browser speaks. */
export interface TypedForm {
  /** What stands in the field for a value; empty for none. */
  show(value: string): string;
  /** The value of what was typed, empty for nothing; undefined where it is none. */
  read(text: string): string | undefined;
}

/** Days: kept as `2026-11-22`, written 22/11/2026 by French and English readers alike. */
export const dayForm: TypedForm = {
  show: (value) => value.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3/$2/$1'),
  read: (text) => {
    const typed = text.trim();
    if (typed === '') return '';
    const [, year, month, day] = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(typed) ?? [];
    if (year !== undefined) return dayOf(year, month, day);
    const [, first, second, third] = /^(\d\d?)[/. -]?(\d\d?)[/. -]?(\d{4})$/.exec(typed) ?? [];
    return dayOf(third, second, first);
  },
};

function dayOf(year = '', month = '', day = ''): string | undefined {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const moment = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(iso) ? iso : undefined;
}

/** Times of the day: kept as `06:30`, and typed as 6:30, 6h30 or 0630. */
export const timeForm: TypedForm = {
  show: (value) => value,
  read: (text) => {
    const [, hour, minute] = /^(\d\d?)\s?[:hH.]?\s?(\d\d)?$/.exec(text.trim()) ?? [];
    if (hour === undefined || Number(hour) > 23 || Number(minute ?? 0) > 59) return undefined;
    return `${hour.padStart(2, '0')}:${minute ?? '00'}`;
  },
};

/** The same, where nothing is a value, too. */
export const optionalTimeForm: TypedForm = {
  show: timeForm.show,
  read: (text) => (text.trim() === '' ? '' : timeForm.read(text)),
};
