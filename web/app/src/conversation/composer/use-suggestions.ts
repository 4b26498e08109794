import { useEffect, useId, useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useOpenConversation } from '../conversation-context.js';
import { emojiNames, type NamedEmoji } from '../emoji/emoji-data.js';
import { bestMatches, suggestionQuery, type SuggestionQuery } from './suggestion-query.js';

const MOST = 8;

export interface Suggestion {
  readonly key: string;
  readonly label: string;
  /** What replaces the word that was being written. */
  readonly insert: string;
  readonly sign: { readonly emoji: string } | { readonly userId: string; readonly avatarUrl: string | null };
}

export interface Suggestions {
  readonly kind: SuggestionQuery['kind'] | null;
  readonly items: readonly Suggestion[];
  readonly active: number;
  readonly listId: string;
  readonly optionId: (index: number) => string;
  readonly setActive: (index: number) => void;
  readonly pick: (index: number) => void;
  /** Whether the key was for the menu. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
}

/** What fits the word before the caret: people after @, emoji after a colon. */
export function useSuggestions(
  text: string,
  caret: number | null,
  onPick: (start: number, end: number, insert: string, userId: string | null) => void,
): Suggestions {
  const { i18n } = useTranslation();
  const { members, viewerId } = useOpenConversation();
  const [names, setNames] = useState<readonly NamedEmoji[]>([]);
  const [choice, setChoice] = useState({ word: '', index: 0 });
  const [dismissed, setDismissed] = useState<number | null>(null);
  const listId = useId();

  const query = caret === null ? null : suggestionQuery(text, caret);
  // The next word is another matter.
  if (query === null && dismissed !== null) setDismissed(null);
  const isOpen = query !== null && query.start !== dismissed;
  const wantsEmoji = isOpen && query.kind === 'emoji';
  useEffect(() => {
    // Without the names nothing is suggested; the next colon asks again.
    if (wantsEmoji) void emojiNames(i18n.language).then(setNames, () => undefined);
  }, [wantsEmoji, i18n.language]);

  const kind = isOpen ? query.kind : null;
  const word = isOpen ? query.text : '';
  const items = useMemo((): readonly Suggestion[] => {
    if (kind === null) return [];
    if (kind === 'emoji')
      return bestMatches(names, word, MOST).map(({ emoji, label }) => ({
        key: emoji,
        label,
        insert: emoji,
        sign: { emoji },
      }));
    const people = members.flatMap(({ user }) =>
      user.id === viewerId
        ? []
        : [{ ...user, label: user.nickname, tags: user.username === null ? [] : [user.username] }],
    );
    return bestMatches(people, word, MOST).map(({ id, label, avatarUrl }) => ({
      key: id,
      label,
      insert: `@${label} `,
      sign: { userId: id, avatarUrl },
    }));
  }, [kind, word, names, members, viewerId]);

  const active = choice.word === word && choice.index < items.length ? choice.index : 0;
  const setActive = (index: number): void => setChoice({ word, index });
  const pick = (index: number): void => {
    const item = items[index];
    if (!item || !query || caret === null) return;
    onPick(query.start, caret, item.insert, 'userId' in item.sign ? item.sign.userId : null);
  };

  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (items.length === 0) return false;
    if (event.key === 'ArrowDown') setActive((active + 1) % items.length);
    else if (event.key === 'ArrowUp') setActive((active + items.length - 1) % items.length);
    else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') pick(active);
    else if (event.key === 'Escape') setDismissed(query?.start ?? null);
    else return false;
    event.preventDefault();
    return true;
  };

  return { kind, items, active, listId, optionId: (index) => `${listId}-${index}`, setActive, pick, onKeyDown };
}
