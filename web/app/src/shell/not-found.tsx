import { Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Button } from '../ui/button.js';
import { EmptyState } from '../ui/empty-state.js';
import { Page } from './page.js';

export function NotFound() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  return (
    <Page title={t('common.notFound.title')}>
      <EmptyState
        icon={<Compass />}
        title={t('common.notFound.title')}
        action={<Button onClick={() => navigate('/')}>{t('common.notFound.home')}</Button>}
      >
        {t('common.notFound.text')}
      </EmptyState>
    </Page>
  );
}
