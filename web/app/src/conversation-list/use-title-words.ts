import { useChat } from '@wireside/apollo/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TitleWords } from './conversation-title.js';

/** How conversations are called, in the reader's language. */
export function useTitleWords(aliases: ReadonlyMap<string, string>): TitleWords {
  const { t } = useTranslation();
  const viewerId = useChat()?.userId ?? null;
  return useMemo(
    () => ({ viewerId, notes: t('conversations.row.notes'), nobody: t('conversations.row.nobody'), aliases }),
    [t, viewerId, aliases],
  );
}
