import { useTranslation } from 'react-i18next';
import { diffObjectsQuery, plannedActions } from '../../api/diffs.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useDebounced } from '../../components/useDebounced.ts';
import { useFilters } from '../../components/useFilters.ts';
import { useTypeTitle } from '../../i18n/useTypeTitle.ts';
import { DiffFilters } from './DiffFilters.tsx';
import { ExportAll } from './ExportAll.tsx';
import { filterOf } from './filter-of-diff.ts';
import { ObjectDialog } from './ObjectDialog.tsx';
import { useOpenObject } from './useOpenObject.ts';
import { usePages } from './usePages.ts';
import styles from './VirtualList.module.css';
import { VirtualList } from './VirtualList.tsx';

const typingMs = 300;

/** The objects that a run would change, however many they are. */
export function DiffObjects({ id }: { readonly id: number }) {
  const { t } = useTranslation('diff');
  const filters = useFilters(['type', 'action', 'search']);
  const titleOf = useTypeTitle();
  const values = useDebounced(filters.values, typingMs, JSON.stringify);
  const action = plannedActions.find((each) => each === values.action);
  const filter = { ...filterOf(values), ...(action !== undefined && { action }) };
  const { total, error, isPending, itemAt, onSeen } = usePages((page) => diffObjectsQuery(id, filter, page));
  const [open, setOpen] = useOpenObject();
  const cellsOf = (index: number) => {
    const object = itemAt(index);
    if (object === undefined) return undefined;
    const { type, uid, name = uid } = object;
    return [
      <button key={uid} type="button" className={styles.open} title={name} onClick={() => setOpen({ type, uid })}>
        {name}
      </button>,
      titleOf(type),
      t(`action.${object.action}`),
    ];
  };
  return (
    <>
      <DiffFilters {...{ id, filters, total }} hasAction />
      <ProblemNotice error={error} />
      {isPending && <Loading />}
      {total === 0 && <EmptyState title={t('nothingFound')} />}
      {total !== undefined && total > 0 && (
        <>
          <VirtualList
            key={JSON.stringify(filter)}
            caption={t('objects')}
            titles={[t('name'), t('type'), t('whatHappens')]}
            {...{ total, cellsOf, onSeen }}
          />
          <ExportAll
            name={`diff-${id}-objects`}
            total={total}
            pageQuery={(page) => diffObjectsQuery(id, filter, page)}
            columns={[
              { title: t('type'), value: ({ type }) => type },
              { title: t('identifier'), value: ({ uid }) => uid },
              { title: t('name'), value: ({ name }) => name },
              { title: t('whatHappens'), value: (object) => t(`action.${object.action}`) },
            ]}
          />
        </>
      )}
      {open !== undefined && <ObjectDialog id={id} {...open} onClose={() => setOpen(undefined)} />}
    </>
  );
}
