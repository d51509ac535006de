import { Button } from '@dhis2-ui/button';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../components/Notice.tsx';

interface ErrorBoundaryState {
  readonly error: unknown;
}

/** Keeps a fault of one screen from taking the whole page along. React wants a class for this. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: undefined };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error };
  }

  override render(): ReactNode {
    return this.state.error === undefined ? this.props.children : <Fault error={this.state.error} />;
  }
}

/** A screen that cannot be fetched any more is one of an older version than the service's. */
function Fault({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('layout');
  const isStale = error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);
  return (
    <div role="alert">
      <Notice tone={isStale ? 'info' : 'error'} title={isStale ? t('staleTitle') : t('faultTitle')}>
        <p>{isStale ? t('staleText') : t('faultText')}</p>
        {!isStale && <p>{error instanceof Error ? error.message : String(error)}</p>}
        <Button small onClick={() => window.location.reload()}>
          {t('reload')}
        </Button>
      </Notice>
    </div>
  );
}
