import { z } from 'zod';
import { afterwardsWords } from '../model/maintenance.ts';
import { deletionPolicies } from './deletions/deletion-policy.ts';
import { identityPolicies } from './identity/policies.ts';
import { mappingChoiceSchema } from './mapping/mapping-choice.ts';
import { newAccountPolicies } from './metadata/new-accounts.ts';
import { compareWords, type RunOptions } from './run-context.ts';
import { selectionChoiceSchema } from './selection/selection-choice.ts';

/** What a user chose, as it is kept with a run and with a replication: every option that `RunOptions` has. */
export const runOptionsSchema = z.object({
  dryRun: z.boolean(),
  only: z.array(z.string()).optional(),
  selection: selectionChoiceSchema.optional(),
  mapping: mappingChoiceSchema.optional(),
  identityPolicies: z.record(z.string(), z.enum(identityPolicies)).optional(),
  newAccounts: z.enum(newAccountPolicies).optional(),
  sharing: z.enum(['exact', 'without']).optional(),
  afterwards: z.array(z.enum(afterwardsWords)).optional(),
  installApps: z.boolean().optional(),
  appsFrom: z.string().optional(),
  deletions: z.record(z.string(), z.enum(deletionPolicies)).optional(),
  maxDeletions: z.union([z.object({ percent: z.number() }), z.object({ count: z.number() })]).optional(),
  compare: z.enum(compareWords).optional(),
  compareEveryDays: z.number().optional(),
}) satisfies z.ZodType<RunOptions>;

/** The options of a run or a replication, read from its row. */
export function parseRunOptions(kept: unknown): RunOptions {
  return runOptionsSchema.parse(kept);
}
