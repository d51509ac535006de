import type { AskStandin } from '@relais/platform/replication/fixtures/ask-standin.ts';

/** A tracked entity as a stand-in shows it; what else it holds is sent back as it is. */
interface TrackedEntity {
  readonly trackedEntity: string;
  readonly attributes: readonly { readonly attribute: string; readonly displayName: string; readonly value: string }[];
}

/** Gives one tracked entity that has an attribute another value of it, as the Capture app does; gives its UID. */
export async function changeOneAttribute(ask: AskStandin, name: string, value: string): Promise<string> {
  const roots = await ask('GET', '/api/organisationUnits?filter=level:eq:1&fields=id');
  const types = await ask('GET', '/api/trackedEntityTypes?fields=id&paging=false');
  for (const { id: type } of idsOf(types.trackedEntityTypes)) {
    const where = `orgUnits=${idsOf(roots.organisationUnits)[0]?.id}&orgUnitMode=DESCENDANTS&trackedEntityType=${type}`;
    const fields = 'trackedEntity,trackedEntityType,orgUnit,attributes[attribute,displayName,value]';
    const answer = await ask('GET', `/api/tracker/trackedEntities?${where}&fields=${fields}`);
    const found = (answer.trackedEntities as readonly TrackedEntity[]).find(({ attributes }) =>
      attributes.some(({ displayName }) => displayName === name),
    );
    if (found === undefined) continue;
    const attributes = found.attributes.map((each) => (each.displayName === name ? { ...each, value } : each));
    await ask('POST', '/api/tracker?async=false', { trackedEntities: [{ ...found, attributes }] });
    return found.trackedEntity;
  }
  throw new Error(`nobody has ${name}`);
}

const idsOf = (list: unknown) => list as readonly { readonly id: string }[];
