import type { StageName } from '../../model/ledger.ts';
import type { RunContext, Stage, VerifiedSlice } from '../run-context.ts';
import { copyEntries } from './copy-entries.ts';
import type { EntryClass } from './entry-class.ts';
import { verifyEntries } from './verify-entries.ts';

/** A stage that copies kinds of entries, one after the other; `--only` may name some of them. */
export function entryStage(name: StageName, classes: readonly EntryClass[]): Stage {
  return {
    name,
    async run(context) {
      for (const kind of classes) if (isWanted(context, kind)) await copyEntries(context, kind);
    },
  };
}

/** The verification of the same kinds. */
export function entryVerifier(classes: readonly EntryClass[]) {
  return async function* verify(context: RunContext): AsyncGenerator<VerifiedSlice> {
    for (const kind of classes) if (isWanted(context, kind)) yield* verifyEntries(context, kind);
  };
}

function isWanted({ options }: RunContext, { kind }: EntryClass): boolean {
  return options.only === undefined || options.only.includes(kind);
}
