import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { CopyField } from '../../components/CopyField.tsx';
import { LinkButton } from '../../components/LinkButton.tsx';
import { AdministrationFrame } from './AdministrationFrame.tsx';

/** What encrypts the secrets of instances and channels, and how the key is changed: at the machine, where the key lies. */
export function KeysPage() {
  const { t } = useTranslation('administration');
  return (
    <AdministrationFrame title={t('keys')} intro={t('keysIntro')}>
      <Card
        title={t('rotateTitle')}
        more={<LinkButton to="/journal/audit?subjectKind=vault">{t('keysHistory')}</LinkButton>}
      >
        <p>{t('rotateText')}</p>
        <CopyField label={t('rotateCommand')} value="relais vault rotate" />
        <p>{t('rotateAfter')}</p>
        <CopyField label={t('dropCommand')} value="relais vault rotate --drop-old-keys" />
      </Card>
      <Card title={t('keyLostTitle')}>
        <p>{t('keyLostText')}</p>
      </Card>
    </AdministrationFrame>
  );
}
