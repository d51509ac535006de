import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session.ts';
import { Card } from '../../components/Card.tsx';
import { PageHeading } from '../../components/PageHeading.tsx';
import styles from './Account.module.css';
import { OwnTokens } from './OwnTokens.tsx';
import { PasswordChange } from './PasswordChange.tsx';
import { SecondFactor } from './SecondFactor.tsx';
import { Sessions } from './Sessions.tsx';

/** What is somebody's own: their password, their second factor, their tokens, where they are signed in. */
export function AccountPage() {
  const { t } = useTranslation(['account', 'users']);
  const { data: account } = useQuery(sessionQuery);
  if (!account) return null;
  const { username, role, usesOpenId, rights } = account;
  return (
    <>
      <PageHeading title={t('title')}>
        <p>{t('intro', { name: username, role: t(`users:roles.${role}`) })}</p>
      </PageHeading>
      <div className={styles.parts}>
        {role !== 'administrator' && (
          <Card title={t('users:rights')}>
            {rights.length === 0 && <p>{t('noRight')}</p>}
            <ul>
              {rights.map(({ instance, mayWrite }) => (
                <li key={instance}>
                  {instance} · {t(`users:levels.${mayWrite ? 'write' : 'see'}`)}
                </li>
              ))}
            </ul>
          </Card>
        )}
        {usesOpenId ? (
          <Card title={t('password')}>
            <p>{t('openId')}</p>
          </Card>
        ) : (
          <>
            <PasswordChange />
            <SecondFactor account={account} />
          </>
        )}
        <OwnTokens />
        <Sessions />
      </div>
    </>
  );
}
