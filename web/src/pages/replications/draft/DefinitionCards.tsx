import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/Card.tsx';
import { SelectionFields } from '../selection/SelectionFields.tsx';
import { EndsFields } from './EndsFields.tsx';
import { HowFields } from './HowFields.tsx';
import { NameField } from './NameField.tsx';
import { endsMistake, type ReplicationDraft } from './replication-draft.ts';

interface DefinitionCardsProps {
  readonly draft: ReplicationDraft;
  readonly onChange: (draft: ReplicationDraft) => void;
  /** Whether the name stands here too. */
  readonly hasName: boolean;
}

/** Everything that defines a replication, one below the other. */
export function DefinitionCards({ draft, onChange, hasName }: DefinitionCardsProps) {
  const { t } = useTranslation('replications');
  return (
    <>
      <Card title={t('step.ends')}>
        <EndsFields draft={draft} onChange={onChange} />
        {hasName && <NameField draft={draft} onChange={onChange} />}
      </Card>
      {endsMistake(draft) === undefined && (
        <>
          <Card title={t('step.what')}>
            <SelectionFields
              source={draft.source}
              options={draft.options}
              onChange={(options) => onChange({ ...draft, options })}
            />
          </Card>
          <Card title={t('step.how')}>
            <HowFields draft={draft} onChange={onChange} />
          </Card>
        </>
      )}
    </>
  );
}
