import { z } from 'zod';

/**
 * What a user chose to be carried, as it was typed: UIDs, codes or names. The first four choose, together, and bring along
 * what they need; the other ones restrict.
 */
export const selectionChoiceSchema = z.object({
  /** Metadata types of which every object is chosen. */
  types: z.array(z.string()).optional(),
  programs: z.array(z.string()).optional(),
  dataSets: z.array(z.string()).optional(),
  /** Groups and group sets of any type, with their members; `indicatorGroups:ANC` where a name alone says too little. */
  groups: z.array(z.string()).optional(),
  /** Whether users and user groups that sharing names are brought along. */
  withRecipients: z.boolean().optional(),
  /** Org units whose subtrees alone are carried, with the units above them. */
  orgUnits: z.array(z.string()).optional(),
  /** Two periods or dates; see `period-range.ts`. */
  period: z.string().optional(),
  /** A date, or a date and a time, by the source's clock. */
  changedSince: z.string().optional(),
  /**
   * The number of an earlier run that brought all the rest: beside `changedSince`, nothing but what changed is read then, and
   * who stands for whom is known from that run.
   */
  followsRun: z.number().optional(),
});
export type SelectionChoice = z.infer<typeof selectionChoiceSchema>;

/** What was chosen, found on the source. Kept with the run: a resumed run goes by the same. */
export const chosenSchema = z.object({
  types: z.array(z.string()),
  programs: z.array(z.string()),
  dataSets: z.array(z.string()),
  groups: z.array(z.string()),
  withRecipients: z.boolean(),
  orgUnits: z.array(z.string()),
  period: z.object({ startDate: z.string(), endDate: z.string() }).optional(),
  /** As the source spells the date of a change of metadata: its own zone, without an offset. */
  changedSince: z.string().optional(),
  /** The same moment, in milliseconds since 1970. */
  changedSinceMs: z.number().optional(),
  followsRun: z.number().optional(),
});
export type Chosen = z.infer<typeof chosenSchema>;

/** Everything is chosen, and nothing restricted. */
export const nothingRestricted: Chosen = {
  types: [],
  programs: [],
  dataSets: [],
  groups: [],
  withRecipients: false,
  orgUnits: [],
};

/** Whether anything was chosen by name: then the rest is carried only as far as that needs it. */
export function choosesObjects(choice: Pick<Chosen, 'types' | 'programs' | 'dataSets' | 'groups'>): boolean {
  return choice.types.length + choice.programs.length + choice.dataSets.length + choice.groups.length > 0;
}

/** The earlier run that brought all that did not change; undefined where the run stands for itself. */
export function followedRun(chosen: Chosen | undefined): number | undefined {
  const isRestricted = chosen === undefined || choosesObjects(chosen) || chosen.orgUnits.length > 0;
  return isRestricted || chosen.changedSince === undefined ? undefined : chosen.followsRun;
}

/** Whether some metadata objects may be left out. */
export function restrictsMetadata(chosen: Chosen): boolean {
  return choosesObjects(chosen) || chosen.orgUnits.length > 0 || chosen.changedSince !== undefined;
}
