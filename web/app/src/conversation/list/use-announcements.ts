import { useChat } from '@wireside/apollo/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSummary } from '../message/quote.js';
import type { LaidOutRow } from './layout-rows.js';

/** What comes within this time is told in one sentence. */
const BATCH_MS = 700;

/**
 * What is said aloud to those who do not see: new messages of others alone, never what was loaded or scrolled to. The list
 * itself is silent.
 */
export function useAnnouncements(rows: readonly LaidOutRow[], viewerId: string, lastSeq: number): string {
  const { t } = useTranslation();
  const chat = useChat();
  const summary = useSummary();
  const [told, setTold] = useState({ seq: lastSeq, text: '' });

  useEffect(() => {
    const fresh: string[] = [];
    let newest = told.seq;
    for (const row of rows.toReversed()) {
      if (row.kind !== 'message' || row.source.kind !== 'message') continue;
      if (row.source.seq <= told.seq) break;
      newest = Math.max(newest, row.source.seq);
      if (row.senderId !== viewerId) fresh.push(row.source.id);
    }
    if (fresh.length === 0) return;
    const timer = setTimeout(() => {
      const message = chat?.state.messages.read(fresh[0] ?? '') ?? null;
      const name = message?.sender?.nickname ?? t('common.deletedUser');
      const text =
        fresh.length === 1
          ? t('conversation.list.announceOne', { name, text: summary(message) })
          : t('conversation.list.new', { count: fresh.length });
      // Of the rows, not of the conversation, which may know of a message before its row is here.
      setTold({ seq: newest, text });
    }, BATCH_MS);
    return () => clearTimeout(timer);
    // Rows that come while it waits are told with the others.
  }, [rows, told.seq, viewerId, chat, t, summary]);

  return told.text;
}
