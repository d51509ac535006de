/**
 * French has a space before `:`, `;`, `!`, `?` and inside quotation marks, at which no line may break. It is typed as a plain one, which is easier to
 * see and to type, and made one that does not break here.
 */
export function withFrenchSpaces<Texts extends object>(texts: Texts): Texts {
  const entries = Object.entries(texts).map(([key, value]: [string, unknown]) => {
    if (typeof value === 'string') return [key, value.replaceAll(/ (?=[:;!?»])|(?<=«) /g, '\u00A0')];
    return [key, typeof value === 'object' && value !== null ? withFrenchSpaces(value) : value];
  });
  return Object.fromEntries(entries) as Texts;
}
