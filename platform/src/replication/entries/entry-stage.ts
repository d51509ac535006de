import type { StageName } from '../../model/ledger.ts';
import type { RunContext, SharedVerification, Stage, VerifiedSlice } from '../run-context.ts';
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

/** Kinds are pieces. */
export function shareEntryVerification(classes: readonly EntryClass[]) {
  return async (context: RunContext): Promise<SharedVerification> => ({
    pieces: classes.filter((kind) => isWanted(context, kind)).map(({ kind }) => kind),
    verify: (piece, itsContext) => entryVerifier(classes.filter(({ kind }) => kind === piece))(itsContext),
  });
}

function isWanted({ options }: RunContext, { kind }: EntryClass): boolean {
  return options.only === undefined || options.only.includes(kind);
}
