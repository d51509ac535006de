import { useTranslation } from 'react-i18next';
import type { fr } from '../texts/fr/fr.ts';

type StageName = keyof (typeof fr)['words']['stage'];

/** What people call a stage; a stage that a newer service has is called as it calls it. */
export function useStageTitle(): (stage: string) => string {
  const { t, i18n } = useTranslation();
  return (stage) => (i18n.exists(`stage.${stage}`) ? t(`stage.${stage as StageName}`) : stage);
}
