import { Button } from '@dhis2-ui/button';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { logExportAddress, logQuery } from '../../api/log.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useDebounced } from '../../components/useDebounced.ts';
import { useFilters } from '../../components/useFilters.ts';
import { Exports } from './Exports.tsx';
import { JournalFrame } from './JournalFrame.tsx';
import { LiveLog } from './LiveLog.tsx';
import { LogFilters } from './LogFilters.tsx';
import { LogTable } from './LogTable.tsx';
import { logFilterNames, logFilterOf } from './log-filter.ts';

/** What happened in the runs that somebody may see, the newest first. */
export function JournalPage() {
  const { t } = useTranslation(['journal', 'words']);
  const filters = useFilters([...logFilterNames, 'live']);
  const isLive = filters.values.live === '1';
  const filter = useDebounced(logFilterOf(filters.values), 300, JSON.stringify);
  const log = useInfiniteQuery(logQuery(filter));
  const entries = log.data?.pages.flatMap(({ items }) => items) ?? [];
  const isNarrowed = logFilterNames.some((name) => filters.values[name] !== '');
  return (
    <JournalFrame title={t('title')} intro={t('intro')}>
      <LogFilters filters={filters} isLive={isLive} />
      {isLive && <LiveLog filter={filter} />}
      <ProblemNotice error={log.error} />
      {log.isPending && <Loading />}
      {entries.length > 0 && <LogTable caption={t('caption')} entries={entries} />}
      {log.isSuccess && entries.length === 0 && !isNarrowed && (
        <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
      )}
      {log.isSuccess && entries.length === 0 && isNarrowed && (
        <EmptyState
          title={t('nothingTitle')}
          action={<Button onClick={() => filters.clear()}>{t('words:showAll')}</Button>}
        />
      )}
      {log.hasNextPage && (
        <Button loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {t('words:showMore')}
        </Button>
      )}
      {entries.length > 0 && <Exports address={(format, language) => logExportAddress(format, filter, language)} />}
    </JournalFrame>
  );
}
