import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useRef } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { sessionQuery, setupQuery } from '../api/session.ts';
import { Loading } from '../components/Loading.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { SignInPage } from '../pages/sign-in/SignInPage.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Layout } from './Layout.tsx';
import { NotFound } from './NotFound.tsx';
import { routes } from './routes.tsx';
import { StandAlone } from './StandAlone.tsx';

const SetupPage = lazy(async () => ({ default: (await import('../pages/sign-in/SetupPage.tsx')).SetupPage }));
const InvitationPage = lazy(async () => ({
  default: (await import('../pages/sign-in/InvitationPage.tsx')).InvitationPage,
}));

/** What is shown at which address, and to whom. */
export function Screens() {
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path="/setup" component={SetupPage} />
        <Route path="/invitation" component={InvitationPage} />
        <Route component={ForSignedIn} />
      </Switch>
    </Suspense>
  );
}

/** Whoever is not signed in, or not any more, signs in where they are: the address stays, and with it the page. */
function ForSignedIn() {
  const { data: account, error, isPending } = useQuery(sessionQuery);
  const setup = useQuery({ ...setupQuery, enabled: account === null });
  const [location] = useLocation();
  const wasIn = useRef(false);
  if (isPending) return error === null ? <Loading /> : <ProblemNotice error={error} />;
  if (account === undefined) {
    return (
      <StandAlone>
        <ProblemNotice error={error} />
      </StandAlone>
    );
  }
  if (account === null) {
    return (
      <SignInPage
        isSetupNeeded={setup.data?.isNeeded ?? false}
        hasEnded={wasIn.current}
        hasOpenId={setup.data?.hasOpenId ?? false}
      />
    );
  }
  wasIn.current = true;
  return (
    <Layout account={account}>
      <ErrorBoundary key={location}>
        <Suspense fallback={<Loading />}>
          <Switch>
            {routes.map(({ path, page: Page }) => (
              <Route key={path} path={path}>
                <Page />
              </Route>
            ))}
            <Route component={NotFound} />
          </Switch>
        </Suspense>
      </ErrorBoundary>
    </Layout>
  );
}
