import { useQuery } from '@apollo/client/react';
import { useChat } from '@wireside/apollo/react';
import { useEffect } from 'react';
import { ProfileDocument, type ProfileFieldsFragment } from '../generated/documents.js';

/** The viewer's own account, kept up to date when it is changed on another device; null until it has been read. */
export function useProfile(): ProfileFieldsFragment | null {
  const chat = useChat();
  const { data, refetch } = useQuery(ProfileDocument, { fetchPolicy: 'cache-and-network' });
  useEffect(
    () =>
      chat?.onChange((what) => {
        if (what === 'profile') void refetch().catch(() => undefined);
      }),
    [chat, refetch],
  );
  return data?.me ?? null;
}
