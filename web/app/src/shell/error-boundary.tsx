import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CloudOff } from 'lucide-react';
import { Button } from '../ui/button.js';
import { EmptyState } from '../ui/empty-state.js';

interface State {
  readonly failed: boolean;
}

/** Keeps a fault in the part of the page where it happened. Often it is a file of a version that has been replaced. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<CloudOff />}
      title={t('common.broken.title')}
      action={<Button onClick={() => location.reload()}>{t('common.reload')}</Button>}
    >
      {t('common.broken.text')}
    </EmptyState>
  );
}
