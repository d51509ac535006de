import type { Finding } from '../../model/finding.ts';
import { formatNumber } from '../../model/formats.ts';
import type { Language } from '../../model/language.ts';
import type { PlannedDeletion } from './deletion-bound.ts';
import type { DoomedMetadata } from './metadata/doomed-metadata.ts';

/** Objects of a type that are named one by one before they are deleted; the others are told by their number. */
const namedOneByOne = 100;

/** What a run that writes nothing says of what it would delete. */
export function wouldBeDeleted(planned: readonly PlannedDeletion[], doomed: DoomedMetadata): Finding[] {
  const message = 'only the target has it; a run that writes would delete it';
  return nameDeletions(planned, doomed, () => ({ cause: 'skipped', code: 'WOULD_BE_DELETED', message }));
}

/** What a run says of what it did not delete because there was too much of it. */
export function heldBackDeletions(
  planned: readonly PlannedDeletion[],
  doomed: DoomedMetadata,
  bound: string,
): Finding[] {
  return nameDeletions(planned, doomed, ({ deletions, held }) => {
    const message = `${deletions} of ${held} would be deleted; the bound of ${bound} was passed, and nothing was deleted`;
    return { cause: 'refused', code: 'TOO_MANY_DELETIONS', message };
  });
}

/** Metadata by name, as far as names are read, and everything else by number. */
function nameDeletions(
  planned: readonly PlannedDeletion[],
  { objects }: DoomedMetadata,
  tell: (row: PlannedDeletion) => Pick<Finding, 'cause' | 'code' | 'message'>,
): Finding[] {
  return planned.flatMap((row) => {
    const { type, deletions } = row;
    const base = { type, ...tell(row) };
    const named = (objects.get(type) ?? []).slice(0, namedOneByOne);
    const findings: Finding[] = named.map(({ uid, name }) => ({ ...base, key: uid, name }));
    const others = deletions - named.length;
    if (others > 0) findings.push({ ...base, key: '*', count: others });
    return findings;
  });
}

/** Why nothing was deleted, in one sentence for people. */
export function tellHeldBack(beyond: readonly PlannedDeletion[], bound: string): { fr: string; en: string } {
  const list = (language: Language) =>
    beyond
      .map(({ type, deletions, held }) => {
        const [some, all] = [formatNumber(deletions, language), formatNumber(held, language)];
        if (language === 'fr') return type === '*' ? `${some} sur ${all} en tout` : `${some} sur ${all} ${type}`;
        return type === '*' ? `${some} of ${all} in all` : `${some} of ${all} ${type}`;
      })
      .join(', ');
  return {
    fr: `rien n’est supprimé : ${list('fr')}, c’est plus que --max-deletions ${bound} ne permet`,
    en: `nothing is deleted: ${list('en')}, which is more than --max-deletions ${bound} allows`,
  };
}
