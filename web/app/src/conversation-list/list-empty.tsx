import { Archive, CheckCheck, MessageSquarePlus, SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.js';
import { EmptyState } from '../ui/empty-state.js';
import { SkeletonRows } from '../ui/skeleton.js';
import type { Filter } from './filter.js';

interface ListEmptyProps {
  readonly filter: Filter;
  readonly query: string;
  readonly isSearching: boolean;
  readonly onNew: () => void;
  readonly onShowAll: () => void;
}

/** What to do when there is nothing to show. */
export function ListEmpty({ filter, query, isSearching, onNew, onShowAll }: ListEmptyProps) {
  const { t } = useTranslation();
  if (query.trim() !== '')
    return isSearching ? (
      <SkeletonRows count={2} />
    ) : (
      <EmptyState icon={<SearchX />} title={t('conversations.search.nothing')}>
        {t('conversations.search.nothingHint', { query: query.trim() })}
      </EmptyState>
    );
  if (filter === 'all')
    return (
      <EmptyState
        icon={<MessageSquarePlus />}
        title={t('conversations.empty.all')}
        action={
          <Button variant="primary" onClick={onNew}>
            {t('conversations.new')}
          </Button>
        }
      >
        {t('conversations.empty.allHint')}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={filter === 'unread' ? <CheckCheck /> : <Archive />}
      title={t(`conversations.empty.${filter}`)}
      action={<Button onClick={onShowAll}>{t('conversations.empty.showAll')}</Button>}
    >
      {t(`conversations.empty.${filter}Hint`)}
    </EmptyState>
  );
}
