import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../../api/ask.ts';
import { setupQuery } from '../../api/session.ts';
import { usersQuery } from '../../api/users.ts';
import { Card } from '../../components/Card.tsx';
import { CopyField } from '../../components/CopyField.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { AdministrationFrame } from './AdministrationFrame.tsx';

const variables = ['issuer', 'clientId', 'clientSecret', 'roles'] as const;
const variableNames = {
  issuer: 'RELAIS_OPENID_ISSUER',
  clientId: 'RELAIS_OPENID_CLIENT_ID',
  clientSecret: 'RELAIS_OPENID_CLIENT_SECRET',
  roles: 'RELAIS_OPENID_ROLES',
} as const;

/** Whether people enter by OpenID Connect, and how that is set up: on the machine, because it decides who gets in. */
export function SingleSignOnPage() {
  const { t } = useTranslation('administration');
  const setup = useQuery(setupQuery);
  const users = useQuery(usersQuery);
  const count = users.data?.filter(({ usesOpenId }) => usesOpenId).length ?? 0;
  return (
    <AdministrationFrame title={t('singleSignOn')} intro={t('ssoIntro')}>
      <ProblemNotice error={setup.error ?? users.error} />
      {setup.isPending && <Loading />}
      {setup.data && (
        <Notice tone={setup.data.hasOpenId ? 'good' : 'info'} title={t(setup.data.hasOpenId ? 'ssoOn' : 'ssoOff')}>
          {setup.data.hasOpenId && users.isSuccess && <p>{t('ssoUsers', { count })}</p>}
        </Notice>
      )}
      <Card title={t('ssoHow')}>
        <p>{t('ssoHowText')}</p>
        <dl>
          {variables.map((variable) => (
            <div key={variable}>
              <dt>
                <code>{variableNames[variable]}</code>
              </dt>
              <dd>{t(`ssoVariables.${variable}`)}</dd>
            </div>
          ))}
        </dl>
        <CopyField label={t('ssoReturn')} value={`${window.location.origin}${addressOf('/session/openid/return')}`} />
      </Card>
    </AdministrationFrame>
  );
}
