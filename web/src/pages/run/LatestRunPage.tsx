import { useInfiniteQuery } from '@tanstack/react-query';
import { Redirect } from 'wouter';
import { runsQuery } from '../../api/runs.ts';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';

const whileNoneMs = 1_000;

/** Leads to the run that began last, and waits for one where there is none yet: the demonstration links here. */
export function LatestRunPage() {
  const { data, error } = useInfiniteQuery({ ...runsQuery({}), refetchInterval: whileNoneMs });
  const latest = data?.pages[0]?.items[0];
  if (latest !== undefined) return <Redirect to={`/runs/${latest.id}`} replace />;
  return error === null ? <Loading /> : <ProblemNotice error={error} />;
}
