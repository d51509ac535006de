import { useTranslation } from 'react-i18next';
import { diffDeletionsQuery } from '../../api/diffs.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useDebounced } from '../../components/useDebounced.ts';
import { useFilters } from '../../components/useFilters.ts';
import { useTypeTitle } from '../../i18n/useTypeTitle.ts';
import { DeletionDialog } from './DeletionDialog.tsx';
import { DiffFilters } from './DiffFilters.tsx';
import { ExportAll } from './ExportAll.tsx';
import { filterOf } from './filter-of-diff.ts';
import { useOpenObject } from './useOpenObject.ts';
import { usePages } from './usePages.ts';
import styles from './VirtualList.module.css';
import { VirtualList } from './VirtualList.tsx';

const typingMs = 300;

/** What only the target has, and what becomes of it. */
export function DiffDeletions({ id }: { readonly id: number }) {
  const { t } = useTranslation('diff');
  const filters = useFilters(['type', 'action', 'search']);
  const titleOf = useTypeTitle();
  const filter = filterOf(useDebounced(filters.values, typingMs, JSON.stringify));
  const { total, error, isPending, itemAt, onSeen } = usePages((page) => diffDeletionsQuery(id, filter, page));
  const [open, setOpen] = useOpenObject();
  const cellsOf = (index: number) => {
    const object = itemAt(index);
    if (object === undefined) return undefined;
    const { type, uid, name = uid, policy } = object;
    return [
      <button key={uid} type="button" className={styles.open} title={name} onClick={() => setOpen({ type, uid })}>
        {name}
      </button>,
      titleOf(type),
      t(`policy.${policy}`),
    ];
  };
  return (
    <>
      <DiffFilters {...{ id, filters, total }} hasAction={false} />
      <ProblemNotice error={error} />
      {isPending && <Loading />}
      {total === 0 && <EmptyState title={t('noDeletions')}>{t('noDeletionsText')}</EmptyState>}
      {total !== undefined && total > 0 && (
        <>
          <VirtualList
            key={JSON.stringify(filter)}
            caption={t('deletions')}
            titles={[t('name'), t('type'), t('whatHappens')]}
            {...{ total, cellsOf, onSeen }}
          />
          <ExportAll
            name={`diff-${id}-deletions`}
            total={total}
            pageQuery={(page) => diffDeletionsQuery(id, filter, page)}
            columns={[
              { title: t('type'), value: ({ type }) => type },
              { title: t('identifier'), value: ({ uid }) => uid },
              { title: t('name'), value: ({ name }) => name },
              { title: t('whatHappens'), value: ({ policy }) => t(`policy.${policy}`) },
            ]}
          />
        </>
      )}
      {open !== undefined && <DeletionDialog id={id} {...open} onClose={() => setOpen(undefined)} />}
    </>
  );
}
