import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/Card.tsx';
import { EndsFields } from '../draft/EndsFields.tsx';
import { HowFields } from '../draft/HowFields.tsx';
import type { ReplicationDraft } from '../draft/replication-draft.ts';
import { SelectionFields } from '../selection/SelectionFields.tsx';
import { DiffStep } from './DiffStep.tsx';
import type { StepName } from './guide-steps.ts';
import { StartStep } from './StartStep.tsx';

interface GuideStepProps {
  readonly step: StepName;
  readonly draft: ReplicationDraft;
  readonly onChange: (draft: ReplicationDraft) => void;
  readonly onDone: () => void;
}

/** One step of the guided path. */
export function GuideStep({ step, draft, onChange, onDone }: GuideStepProps) {
  const { t } = useTranslation('replications');
  return (
    <Card title={t(`step.${step}`)}>
      {step === 'ends' && <EndsFields draft={draft} onChange={onChange} />}
      {step === 'what' && (
        <SelectionFields
          source={draft.source}
          options={draft.options}
          onChange={(options) => onChange({ ...draft, options })}
        />
      )}
      {step === 'how' && <HowFields draft={draft} onChange={onChange} />}
      {step === 'diff' && <DiffStep draft={draft} />}
      {step === 'start' && <StartStep draft={draft} onChange={onChange} onDone={onDone} />}
    </Card>
  );
}
