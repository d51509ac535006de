import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Diff, diffQuery } from '../../api/diffs.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { sumsOf } from './sums-of-diff.ts';

/** What a run would change, in one line: `12 à créer, 3 à modifier`; undefined until that is known. */
export function useDiffNumbers(id: number | undefined): string | undefined {
  const sayNumbers = useSayNumbers();
  const { data } = useQuery({ ...diffQuery(id ?? 0), enabled: id !== undefined });
  return data === undefined ? undefined : sayNumbers(data);
}

export function useSayNumbers(): (diff: Diff) => string {
  const { t } = useTranslation('replications');
  const { list } = useFormats();
  return (diff) => {
    const { create, update, remove, onlyThere } = sumsOf(diff);
    return list([
      t('wouldCreate', { count: create }),
      t('wouldUpdate', { count: update }),
      ...(remove > 0 ? [t('wouldDelete', { count: remove })] : []),
      ...(onlyThere > 0 ? [t('onlyThere', { count: onlyThere })] : []),
    ]);
  };
}
