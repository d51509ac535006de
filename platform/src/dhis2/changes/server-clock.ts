import { z } from 'zod';
import type { InstanceFacts } from '../../model/instance.ts';
import { type Client, getJson } from '../client.ts';

const clockSchema = z.looseObject({ serverDate: z.string() });

/** The instance's clock as its metadata spell dates: by its own zone, without an offset. */
export async function readServerClock(client: Client, signal: AbortSignal): Promise<string> {
  const { serverDate } = await getJson(
    client.transport,
    '/api/system/info',
    [['fields', 'serverDate']],
    clockSchema,
    signal,
  );
  return serverDate;
}

/** A moment by the instance's wall clock; a zone that this machine does not know is taken for UTC, as dates with an offset are then the same. */
export function wallTextOf(ms: number, { serverTimeZone }: Pick<InstanceFacts, 'serverTimeZone'>): string {
  const zone = serverTimeZone ?? 'UTC';
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const fraction = String(((ms % 1000) + 1000) % 1000).padStart(3, '0');
  return `${wall.format(ms).replace(' ', 'T')}.${fraction}`;
}

/**
 * How a moment by the instance's wall clock is spelled where the server compares UTC's digits with its own: so that the digits that it
 * compares are these.
 */
export function digitsAsUtc(wallText: string): string {
  return `${wallText}+0000`;
}
