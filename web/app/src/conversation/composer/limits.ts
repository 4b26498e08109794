import type { ApolloClient } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { MessageLimitsDocument, type MessageLimitsQuery } from '../../generated/documents.js';

export type Limits = Omit<MessageLimitsQuery['messageLimits'], '__typename'>;

/** What a server takes that was told nothing else. */
const USUAL: Limits = {
  maxTextCharacters: 10_000,
  maxAttachments: 20,
  maxAttachmentBytes: 50 * 1024 * 1024,
  attachmentTypes: [],
};

/** What the server takes; it is asked once. Where it does not answer, it will say itself what it does not take. */
export async function readLimits(apollo: ApolloClient): Promise<Limits> {
  const { data } = await apollo.query({ query: MessageLimitsDocument }).catch(() => ({ data: undefined }));
  return data?.messageLimits ?? USUAL;
}

/** The same, as it is known by now. */
export const useLimits = (isNeeded: boolean): Limits =>
  useQuery(MessageLimitsDocument, { skip: !isNeeded }).data?.messageLimits ?? USUAL;

/** From here on it is shown how much is left. */
const NEAR_LIMIT = 500;

/** How many characters are left of so many, as the server counts them; null while there is plenty. */
export function charactersLeft(text: string, most: number): number | null {
  const near = Math.min(NEAR_LIMIT, most / 2);
  // Counting is only worth it near the limit: a character has at most two units.
  if (text.length < most - near) return null;
  let count = 0;
  for (const _character of text) count += 1;
  const left = most - count;
  return left <= near ? left : null;
}
