import { runOptionsSchema } from '@relais/contract/run-options.ts';
import { useCallback, useState } from 'react';
import { z } from 'zod';
import { emptyDraft, type ReplicationDraft } from './replication-draft.ts';

const keptAs = 'relais.replication-draft';
const draftSchema = z.object({ name: z.string(), source: z.string(), target: z.string(), options: runOptionsSchema });

/** A draft that outlives a reload of the page, and ends with the browser's window. */
export function useKeptDraft(beginning: Partial<ReplicationDraft>) {
  const [draft, setDraft] = useState<ReplicationDraft>(() => ({ ...(readKept() ?? emptyDraft), ...beginning }));
  const change = useCallback((next: ReplicationDraft) => {
    keep(next);
    setDraft(next);
  }, []);
  return [draft, change, forgetDraft] as const;
}

function forgetDraft(): void {
  onStorage((storage) => storage.removeItem(keptAs));
}

function readKept(): ReplicationDraft | undefined {
  const text = onStorage((storage) => storage.getItem(keptAs));
  return text === null || text === undefined ? undefined : draftSchema.safeParse(JSON.parse(text)).data;
}

function keep(draft: ReplicationDraft): void {
  onStorage((storage) => storage.setItem(keptAs, JSON.stringify(draft)));
}

/** Private windows of some browsers keep nothing: then the draft lives as long as the page. */
function onStorage<Result>(use: (storage: Storage) => Result): Result | undefined {
  try {
    return use(sessionStorage);
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
