import { useTranslation } from 'react-i18next';

/** What people can be told of (the catalogue of the service, by its stable names). */
const eventNames = [
  'run.started',
  'run.completed',
  'run.completed-with-refusals',
  'run.different',
  'run.failed',
  'run.paused',
  'run.resumed',
  'run.cancelled',
  'run.waits-for-approval',
  'instance.down',
  'instance.back',
  'instance.refused',
  'instance.certificate-ends',
  'schedule.missed',
  'replication.overdue',
  'account.locked',
  'notice.test',
] as const;

/** An event in words; one of a newer service keeps its name. */
export function useEventName(): (event: string) => string {
  const { t } = useTranslation('notices');
  return (event) => {
    const known = eventNames.find((each) => each === event);
    return known === undefined ? event : t(`eventNames.${known}`);
  };
}
