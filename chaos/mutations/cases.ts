import { randomUUID } from 'node:crypto';
import { PASSWORD } from '../../test/support/people.js';
import type { Role, Scenery } from './cast.js';

/** How a mutation is put to the product: as the actor, with an input that is valid in this scenery. */
export interface MutationCase {
  readonly input: (scene: Scenery) => Promise<Record<string, unknown>> | Record<string, unknown>;
  /** Whose accounts or sessions it ends: what they hold afterwards is not asked. */
  readonly ends?: readonly Role[];
  /** The actor has to be an administrator. */
  readonly asAdmin?: boolean;
}

const soon = (): string => new Date(Date.now() + 3_600_000).toISOString();
const inRoom = ({ roomId, people }: Scenery): Record<string, unknown> => ({ roomId, userId: people.member.id });
const make = (input: MutationCase['input'], more: Omit<MutationCase, 'input'> = {}): MutationCase => ({
  input,
  ...more,
});

async function aGroup({ do: act }: Scenery): Promise<string> {
  return (await act('actor', 'createContactGroup', { name: `Group ${randomUUID().slice(0, 8)}` }, 'group { id }')).group
    .id;
}

async function aContact(scene: Scenery): Promise<{ readonly userId: string }> {
  const userId = scene.people.member.id;
  await scene.do('actor', 'addContact', { userId, groupName: 'Friends' });
  return { userId };
}

/** A room of the member that the actor is not in, or is. */
async function roomOfMember({ people }: Scenery, isIn: boolean): Promise<{ readonly roomId: string }> {
  const { roomId } = await people.member.createRoom('Of the member', isIn ? [people.actor] : [], {
    visibility: 'PUBLIC',
  });
  return { roomId };
}

/** Every mutation of the schema; `cases.spec.ts` fails when one is missing. */
export const cases: Readonly<Record<string, MutationCase>> = {
  addContact: make(({ people }) => ({ userId: people.member.id, groupName: 'Friends' })),
  addReaction: make(({ foreign }) => ({ messageId: foreign.id, emoji: '🍣' })),
  addRoomMembers: make(async ({ roomId, people, do: act }) => {
    await act('actor', 'removeRoomMember', { roomId, userId: people.member.id });
    return { roomId, userIds: [people.member.id] };
  }),
  adminDeleteUser: make(({ people }) => ({ userId: people.member.id }), { asAdmin: true, ends: ['member'] }),
  adminUpdateUser: make(({ people }) => ({ userId: people.member.id, nickname: 'Renamed' }), { asAdmin: true }),
  blockUser: make(({ people }) => ({ userId: people.member.id })),
  changePassword: make(() => ({ currentPassword: PASSWORD, newPassword: 'another battery staple' }), {
    ends: ['actor', 'device'],
  }),
  clearConversation: make(({ conversationId }) => ({ conversationId })),
  completeAttachmentUpload: make(async ({ people, do: act }) => {
    const bytes = Buffer.from('bytes');
    const { attachment, upload } = await act(
      'actor',
      'createAttachmentUpload',
      { fileName: 'a.txt', size: bytes.length },
      'attachment { id } upload { url method headers { name value } }',
    );
    const { origin } = new URL(people.actor.node.url);
    await fetch(String(upload.url).replace(new URL(upload.url).origin, origin), {
      method: upload.method,
      headers: Object.fromEntries(upload.headers.map(({ name, value }: Record<string, string>) => [name, value])),
      body: bytes,
    });
    return { attachmentId: attachment.id };
  }),
  createAttachmentUpload: make(() => ({ fileName: 'a.txt', size: 5 })),
  createContactGroup: make(() => ({ name: 'New group' })),
  createRoom: make(({ people }) => ({ name: 'New room', memberIds: [people.member.id] })),
  deleteAccount: make(() => ({ password: PASSWORD }), { ends: ['actor', 'device'] }),
  deleteContactGroup: make(async (scene) => ({ groupId: await aGroup(scene) })),
  deleteRoom: make(({ roomId }) => ({ roomId })),
  editMessage: make(({ own }) => ({ messageId: own.id, text: 'edited' })),
  extendSession: make(({ people }) => ({ accessToken: people.actor.accessToken })),
  hideMessage: make(({ foreign }) => ({ messageId: foreign.id })),
  issueRoomTicket: make(({ roomId }) => ({ roomId })),
  joinRoom: make((scene) => roomOfMember(scene, false)),
  leaveRoom: make((scene) => roomOfMember(scene, true)),
  login: make(({ people }) => ({ identifier: people.actor.accountNumber, password: PASSWORD })),
  logout: make(() => ({}), { ends: ['actor', 'device'] }),
  logoutEverywhere: make(() => ({}), { ends: ['actor', 'device'] }),
  markDelivered: make(({ conversationId, foreign }) => ({ conversationId, seq: foreign.seq })),
  markRead: make(({ conversationId, foreign }) => ({ conversationId, seq: foreign.seq })),
  markUnread: make(async ({ conversationId, foreign, do: act }) => {
    await act('actor', 'markRead', { conversationId, seq: foreign.seq });
    return { conversationId, seq: foreign.seq };
  }),
  moveContactGroup: make(async (scene) => {
    await aGroup(scene);
    return { groupId: await aGroup(scene), position: 1 };
  }),
  muteRoom: make(({ roomId }) => ({ roomId, until: soon() })),
  muteRoomMember: make((scene) => ({ ...inRoom(scene), until: soon() })),
  openDirectConversation: make(({ people }) => ({ userId: people.member.id })),
  recallMessage: make(({ own }) => ({ messageId: own.id })),
  refreshSession: make(({ people }) => ({ refreshToken: people.actor.refreshToken })),
  register: make(() => ({ nickname: 'Newcomer', password: PASSWORD })),
  removeContact: make(aContact),
  removeReaction: make(async ({ foreign, do: act }) => {
    await act('actor', 'addReaction', { messageId: foreign.id, emoji: '🍣' });
    return { messageId: foreign.id, emoji: '🍣' };
  }),
  removeRoomMember: make(inRoom),
  renameContactGroup: make(async (scene) => ({ groupId: await aGroup(scene), name: 'Another name' })),
  requestPasswordReset: make(({ people }) => ({ identifier: people.actor.accountNumber })),
  resetPassword: make(() => ({ token: 'not a token', newPassword: 'another battery staple' })),
  revokeSession: make(
    async ({ people }) => {
      const { sessions } = await people.actor.http.run('{ sessions { id current } }');
      return { sessionId: sessions.find(({ current }: { current: boolean }) => !current).id };
    },
    { ends: ['actor', 'device'] },
  ),
  saveDraft: make(({ conversationId }) => ({ conversationId, text: 'half a sentence' })),
  sendMessage: make(({ conversationId, foreign, people }) => ({
    conversationId,
    clientMessageId: randomUUID(),
    text: 'hello',
    replyToId: foreign.id,
    mentions: [people.member.id],
  })),
  setPresenceVisibility: make(() => ({ visible: false })),
  setRoomMemberRole: make((scene) => ({ ...inRoom(scene), role: 'ADMIN' })),
  setTyping: make(({ conversationId }) => ({ conversationId, isTyping: true })),
  transferRoomOwnership: make(inRoom),
  unbanRoomMember: make(async (scene) => {
    await scene.do('actor', 'removeRoomMember', { ...inRoom(scene), ban: true });
    return inRoom(scene);
  }),
  unblockUser: make(async ({ people, do: act }) => {
    await act('actor', 'blockUser', { userId: people.member.id });
    return { userId: people.member.id };
  }),
  updateContact: make(async (scene) => ({ ...(await aContact(scene)), alias: 'Alias' })),
  updateConversationSettings: make(({ conversationId }) => ({ conversationId, pinned: true, mutedUntil: soon() })),
  updateProfile: make(() => ({ nickname: 'Actor, renamed', signature: 'new' })),
  updateRoom: make(({ roomId }) => ({ roomId, name: 'Renamed', description: 'new' })),
  updateSettings: make(() => ({ directConversationsFrom: 'CONTACTS' })),
};
