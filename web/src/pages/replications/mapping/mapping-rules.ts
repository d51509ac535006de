import type { MappingProposal } from '../../../api/mappings.ts';
import type { Mapping } from '../draft/draft-options.ts';

export type MappingRule = Mapping['rules'][number];

/** Types whose objects instances that grew apart most often have twice. */
export const usualTypes = [
  'organisationUnits',
  'dataElements',
  'dataSets',
  'categoryOptions',
  'indicators',
  'programs',
  'trackedEntityAttributes',
  'optionSets',
] as const;

/** The rules with one for a type, in the place of what it had. */
export function withRule(rules: readonly MappingRule[], rule: MappingRule): readonly MappingRule[] {
  const isThere = rules.some(({ type }) => type === rule.type);
  return isThere ? rules.map((each) => (each.type === rule.type ? rule : each)) : [...rules, rule];
}

export function withoutRule(rules: readonly MappingRule[], type: string): readonly MappingRule[] {
  return rules.filter((rule) => rule.type !== type);
}

/** The rule that a proposal stands for; undefined where nothing needs to be mapped. */
export function ruleOf({ type, by, attribute }: MappingProposal): MappingRule | undefined {
  if (by === 'uid') return undefined;
  return { type, by, ...(attribute !== undefined && { attribute }) };
}

/** The rules with the best proposal of each type; types with the same UIDs on both sides need none. */
export function withBest(rules: readonly MappingRule[], proposals: readonly MappingProposal[]): readonly MappingRule[] {
  return proposals
    .filter(({ isBest }) => isBest)
    .reduce((chosen, proposal) => {
      const rule = ruleOf(proposal);
      return rule === undefined ? withoutRule(chosen, proposal.type) : withRule(chosen, rule);
    }, rules);
}

/** A mapping with other rules; undefined where none is left. */
export function withRules(mapping: Mapping | undefined, rules: readonly MappingRule[]): Mapping | undefined {
  return rules.length === 0 ? undefined : { unmapped: mapping?.unmapped ?? 'stop', rules: [...rules] };
}
