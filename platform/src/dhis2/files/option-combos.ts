import { z } from 'zod';
import type { Uid } from '../../model/uid.ts';
import { type Client, getJson } from '../client.ts';

/** What a category option combo is made of. */
export interface OptionComboParts {
  readonly combo: Uid;
  readonly options: readonly Uid[];
}

/** Looks up category option combos, each once: values with files name few of them. */
export interface OptionCombos {
  find(uid: Uid, signal: AbortSignal): Promise<OptionComboParts>;
}

const reference = z.looseObject({ id: z.string() });
const optionComboSchema = z.looseObject({ categoryCombo: reference, categoryOptions: z.array(reference) });

export function createOptionCombos({ transport }: Client): OptionCombos {
  const known = new Map<Uid, OptionComboParts>();
  return {
    async find(uid, signal) {
      const parts = known.get(uid);
      if (parts !== undefined) return parts;
      const path = `/api/categoryOptionCombos/${uid}`;
      const query = [['fields', 'categoryCombo[id],categoryOptions[id]']] as const;
      const read = await getJson(transport, path, query, optionComboSchema, signal);
      const found = { combo: read.categoryCombo.id, options: read.categoryOptions.map(({ id }) => id) };
      known.set(uid, found);
      return found;
    },
  };
}
