import { PlatformError } from '../../../model/errors/platform-error.ts';
import type { RunContext } from '../../run-context.ts';

/** What people wrote or a server noted, and no account can write in their name (API.md §5.3, §8.3), by plural name. */
const notReplicable: Readonly<Record<string, string>> = {
  interpretations: 'DHIS2 makes each anew: with another identifier, by the account in use, today; comments likewise.',
  messageConversations: 'DHIS2 sends each anew: with another identifier, by the account in use, today.',
  validationResults: 'DHIS2 notes them when validation rules run; they can be computed again on the target.',
  programMessages: 'DHIS2 would send them again, to the people whom they were for.',
};

const chunk = 'notReplicable';

/** Tells how many objects of the classes that nobody can copy the source has, one finding for each class that it has. */
export async function tellNotReplicable(context: RunContext): Promise<void> {
  const { source, ledger, options, signal } = context;
  if (options.only !== undefined || options.selection !== undefined) return;
  if ((await ledger.finishedKeys('settings')).has(chunk)) return;
  const counted: { readonly type: string; readonly count: number; readonly message: string }[] = [];
  for (const [type, message] of Object.entries(notReplicable)) {
    if (!source.facts.schemas.byPlural.has(type)) continue;
    const count = await countIfListed(source, type, signal);
    if (count > 0) counted.push({ type, count, message });
  }
  await ledger.finishChunk({
    stage: 'settings',
    key: chunk,
    counts: Object.fromEntries(counted.map(({ type, count }) => [type, { read: count, impossible: count }])),
    findings: counted.map(({ type, count, message }) => {
      return { type, key: '*', cause: 'impossible', code: 'NOT_REPLICABLE', message, count };
    }),
  });
}

/** Not every class has a list in every release, and an archive has none of these. */
async function countIfListed(source: RunContext['source'], type: string, signal: AbortSignal): Promise<number> {
  try {
    return await source.countMetadata(type, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof PlatformError && unlisted.has(error.code)) return 0;
    throw error;
  }
}

const unlisted = new Set(['DHIS2_REQUEST_REFUSED', 'DHIS2_UNEXPECTED_ANSWER', 'DHIS2_NOT_JSON']);
