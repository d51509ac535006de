import { Button } from '@dhis2-ui/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunDetail } from '../../api/runs.ts';
import { DemandDialog } from './DemandDialog.tsx';
import { demandsOf, type RunDemand } from './run-life.ts';

/** The buttons of a run: what may be asked of it as it stands. */
export function RunDemands({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslation('run');
  const [asked, setAsked] = useState<RunDemand>();
  return (
    <>
      {demandsOf(run).map((demand) => (
        <Button
          key={demand}
          primary={demand === 'resume' || demand === 'retry'}
          destructive={demand === 'cancel'}
          secondary={demand === 'cancel'}
          onClick={() => setAsked(demand)}
        >
          {t(demand)}
        </Button>
      ))}
      {asked !== undefined && <DemandDialog run={run} demand={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}
