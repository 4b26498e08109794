import type { PendingSend } from '@wireside/apollo';
import { expect, it } from 'vitest';
import { pendingPreviews } from './pending-preview.js';

const send = (conversationId: string, text: string, state: PendingSend['state']): PendingSend => ({
  clientMessageId: text,
  conversationId,
  text,
  attachmentIds: [],
  replyToId: null,
  mentions: [],
  createdAt: 0,
  state,
  fault: null,
  revision: 0,
});

it('shows the newest of what waits, and what was refused before that', () => {
  const previews = pendingPreviews([
    send('team', 'one', 'sending'),
    send('team', 'two', 'waiting'),
    send('ann', 'refused', 'failed'),
    send('ann', 'later', 'waiting'),
  ]);
  expect(previews.get('team')).toEqual({ state: 'waiting', text: 'two', files: 0 });
  expect(previews.get('ann')).toEqual({ state: 'failed', text: 'refused', files: 0 });
  expect(previews.get('ben')).toBeUndefined();
});
