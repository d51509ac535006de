/** A policy for each type that is named; `*` stands for all the others. */
export type Policies<Policy extends string> = Readonly<Record<string, Policy>>;

/** Kinds of data that deletions know beside metadata types. */
export const dataTypes = [
  'dataValues',
  'completeDataSetRegistrations',
  'trackedEntities',
  'enrollments',
  'events',
  'relationships',
] as const;

/** Types that have no policy of their own yet, each once. */
export function typesToChoose(known: readonly string[], policies: Policies<string>): readonly string[] {
  return [...new Set(known)].filter((type) => policies[type] === undefined);
}

/** The policies with one for a type; one that is none of the choices changes nothing. */
export function withPolicy<Policy extends string>(
  policies: Policies<Policy>,
  type: string,
  choices: readonly { readonly value: Policy }[],
  wanted: string,
): Policies<Policy> {
  const policy = choices.find(({ value }) => value === wanted)?.value;
  return type === '' || policy === undefined ? policies : { ...policies, [type]: policy };
}

export function withoutType<Policy extends string>(policies: Policies<Policy>, type: string): Policies<Policy> {
  const { [type]: _, ...others } = policies;
  return others;
}
