import { useQuery } from '@tanstack/react-query';
import { type ScheduleToSet, schedulePreviewQuery } from '../../../api/replications.ts';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { useDebounced } from '../../../components/useDebounced.ts';
import { NextStarts } from './NextStarts.tsx';

const typingMs = 400;

/** What a schedule would mean, while somebody is setting it. */
export function SchedulePreview({ wish }: { readonly wish: ScheduleToSet }) {
  const settled = useDebounced(wish, typingMs, JSON.stringify);
  const { data, error } = useQuery(schedulePreviewQuery(settled));
  if (data === undefined) return <ProblemNotice error={error} />;
  return (
    <div>
      <p>
        <strong>{data.words}</strong>
      </p>
      <NextStarts next={data.next} timeZone={settled.timeZone} />
    </div>
  );
}
