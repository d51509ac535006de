/**
 * A date as every release writes it on export, `2024-01-10T00:00:00.000`; imports also take the day alone. There is no
 * zone: the same local time is read back, whatever the zones of the two servers are.
 */
export function normalDate(text: string | undefined): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2}))?(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(
    text ?? '',
  );
  if (!match) return text;
  const [, day, minutes = '00:00', seconds = '00', fraction = '', zone = ''] = match;
  return `${day}T${minutes}:${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}${zone}`;
}

/** Eight decimals of a degree are a millimetre: what a database or a JSON writer adds beyond is no difference. */
const decimals = 8;

/** GeoJSON with its numbers rounded, and without the bounding box and reference system that some releases add. */
export function normalGeometry(geometry: unknown): unknown {
  if (typeof geometry !== 'object' || geometry === null) return undefined;
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown };
  return { type, coordinates: rounded(coordinates) };
}

function rounded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'number') return value;
  return Number(value.toFixed(decimals)) + 0;
}
