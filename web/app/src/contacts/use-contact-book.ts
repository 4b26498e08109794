import { useApolloClient, useQuery, useSubscription } from '@apollo/client/react';
import { useInboxStatus } from '@wireside/apollo/react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ContactsChangedDocument, ContactsDocument } from '../generated/documents.js';
import { aliasesOf, changeBook, withDefaultName, type ContactBook } from './contact-book.js';

const EMPTY: ContactBook = { groups: [], contacts: [] };

export interface ContactBookHandle {
  readonly book: ContactBook;
  /** What the viewer calls people, by their ids. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly isLoading: boolean;
  readonly error: unknown;
  /** Reads everything again. */
  refetch(): void;
}

/** The viewer's contacts and groups, kept as they are on all devices for as long as somebody looks. */
export function useContactBook(): ContactBookHandle {
  const { t } = useTranslation();
  const { cache } = useApolloClient();
  const { data, loading, error, refetch } = useQuery(ContactsDocument);
  useSubscription(ContactsChangedDocument, {
    fetchPolicy: 'no-cache',
    ignoreResults: true,
    onData: ({ data: { data: change } }) => {
      if (!change) return;
      cache.updateQuery({ query: ContactsDocument }, (present) => {
        if (!present) return present;
        const { groups, contacts } = changeBook(bookOf(present), change.contactsChanged);
        return { ...present, contactGroups: [...groups], contacts: [...contacts] };
      });
    },
  });

  // The stream of changes does not resume: after a break everything is asked for again.
  const status = useInboxStatus();
  const wasLost = useRef(false);
  useEffect(() => {
    if (status === 'catching-up' || status === 'connecting') wasLost.current = data !== undefined;
    else if (status === 'live' && wasLost.current) {
      wasLost.current = false;
      void refetch().catch(() => undefined);
    }
  }, [status, data, refetch]);

  return useMemo(() => {
    const book = data ? withDefaultName(bookOf(data), t('contacts.defaultGroup')) : EMPTY;
    return {
      book,
      aliases: aliasesOf(book.contacts),
      isLoading: loading && !data,
      error: data ? undefined : error,
      refetch: () => void refetch().catch(() => undefined),
    };
  }, [data, loading, error, refetch, t]);
}

const bookOf = (data: {
  readonly contactGroups: ContactBook['groups'];
  readonly contacts: ContactBook['contacts'];
}): ContactBook => ({
  groups: data.contactGroups,
  contacts: data.contacts,
});
