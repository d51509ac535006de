import { sql } from 'kysely';
import type { Database } from './database.ts';

/** What runs and registrations know of where instances are. */
export interface KnownAddresses {
  /** The address of each registered name. */
  readonly registered: ReadonlyMap<string, string>;
  /** The system id that an address had when it was last spoken to. */
  readonly systemIds: ReadonlyMap<string, string>;
  /** Addresses that were the two sides of a run: it had made sure that they are two instances. */
  readonly proven: readonly (readonly [string, string])[];
}

/** Addresses of instances, and which of them were found to be the same or different ones. */
export async function loadKnownAddresses(database: Database): Promise<KnownAddresses> {
  const instances = await database.selectFrom('instance').select(['name', 'url']).execute();
  const sides = await sql<{ address: string; system_id: string }>`
    select distinct on (address) address, system_id from (
      select id, source_facts ->> 'address' as address, source_facts ->> 'systemId' as system_id from run
      union all
      select id, target_facts ->> 'address', target_facts ->> 'systemId' from run
    ) as side
    where address is not null and system_id is not null
    order by address, id desc
  `.execute(database);
  const pairs = await sql<{ source: string; target: string }>`
    select distinct source_facts ->> 'address' as source, target_facts ->> 'address' as target from run
    where source_facts ->> 'address' is not null and target_facts ->> 'address' is not null
  `.execute(database);
  return {
    registered: new Map(instances.map(({ name, url }) => [name, url])),
    systemIds: new Map(sides.rows.map(({ address, system_id }) => [address, system_id])),
    proven: pairs.rows.map(({ source, target }) => [source, target]),
  };
}
