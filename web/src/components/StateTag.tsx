import { Tag } from '@dhis2-ui/tag';
import type { Run } from '@relais/contract/run.ts';
import { useTranslation } from 'react-i18next';

const tones: Readonly<Record<Run['state'], 'neutral' | 'positive' | 'negative' | undefined>> = {
  pending: undefined,
  running: 'neutral',
  paused: undefined,
  completed: 'positive',
  'completed-with-refusals': 'positive',
  failed: 'negative',
  cancelled: undefined,
  interrupted: 'negative',
};

/** The state of a run in a word; its colour says nothing that the word does not. */
export function StateTag({ state }: { readonly state: Run['state'] }) {
  const { t } = useTranslation();
  const tone = tones[state];
  return <Tag {...(tone !== undefined && { [tone]: true })}>{t(`runState.${state}`)}</Tag>;
}
