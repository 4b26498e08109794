import { useApolloClient } from '@apollo/client/react';
import type { ApolloClient } from '@apollo/client';
import { useChat } from '@wireside/apollo/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  AddRoomMembersDocument,
  DeleteRoomDocument,
  LeaveRoomDocument,
  MuteRoomDocument,
  MuteRoomMemberDocument,
  RemoveRoomMemberDocument,
  SetRoomMemberRoleDocument,
  TransferRoomOwnershipDocument,
  UnbanRoomMemberDocument,
  type MemberFieldsFragment,
} from '../generated/documents.js';
import { refetchActive } from '../ui/refetch-active.js';
import { toast } from '../ui/toast.js';
import { useAttempt } from '../ui/use-attempt.js';
import { skippedText } from './skipped-text.js';

export interface Ban {
  readonly reason: string | null;
  readonly until: string | null;
}

/** What may be done to a room and its members. Resolves with whether it was done; the reader is told when not. */
export function useRoomActions(roomId: string, conversationId: string) {
  const { t } = useTranslation();
  const apollo = useApolloClient();
  const chat = useChat();
  const attempt = useAttempt();
  return useMemo(() => {
    const nameOf = ({ user }: MemberFieldsFragment): string => user?.nickname ?? t('common.deletedUser');
    const gone = (): void => {
      chat?.state.drop(conversationId);
      chat?.state.publish();
    };
    return {
      async setRole(member: MemberFieldsFragment, role: 'ADMIN' | 'MEMBER') {
        const takeBack = patch(apollo, member, { role });
        const input = { roomId, userId: member.userId, role };
        const done = await attempt(() => apollo.mutate({ mutation: SetRoomMemberRoleDocument, variables: { input } }));
        if (!done) takeBack();
        else toast(t(role === 'ADMIN' ? 'rooms.did.promoted' : 'rooms.did.demoted', { name: nameOf(member) }));
        return done;
      },
      async mute(member: MemberFieldsFragment, until: string | null) {
        const takeBack = patch(apollo, member, { mutedUntil: until });
        const input = { roomId, userId: member.userId, until };
        const done = await attempt(() => apollo.mutate({ mutation: MuteRoomMemberDocument, variables: { input } }));
        if (!done) takeBack();
        else toast(t(until === null ? 'rooms.did.unmuted' : 'rooms.did.muted', { name: nameOf(member) }));
        return done;
      },
      muteRoom(until: string | null) {
        const input = { roomId, until };
        return attempt(() => apollo.mutate({ mutation: MuteRoomDocument, variables: { input } }));
      },
      async transfer(member: MemberFieldsFragment) {
        const input = { roomId, userId: member.userId };
        const done = await attempt(() =>
          apollo.mutate({ mutation: TransferRoomOwnershipDocument, variables: { input } }),
        );
        if (!done) return false;
        refetchActive(apollo, 'RoomMembers');
        void chat?.reader.readConversation(conversationId).catch(() => undefined);
        toast(t('rooms.did.transferred', { name: nameOf(member) }));
        return true;
      },
      async remove(member: MemberFieldsFragment, ban: Ban | null) {
        const how = ban ? { ban: true, banReason: ban.reason, banUntil: ban.until } : { ban: false };
        const input = { roomId, userId: member.userId, ...how };
        const done = await attempt(() => apollo.mutate({ mutation: RemoveRoomMemberDocument, variables: { input } }));
        if (!done) return false;
        refetchActive(apollo, 'RoomMembers', 'RoomBans');
        toast(t(ban ? 'rooms.did.banned' : 'rooms.did.removed', { name: nameOf(member) }));
        return true;
      },
      async unban(userId: string, name: string) {
        const input = { roomId, userId };
        const done = await attempt(() => apollo.mutate({ mutation: UnbanRoomMemberDocument, variables: { input } }));
        if (!done) return false;
        refetchActive(apollo, 'RoomBans');
        toast(t('rooms.did.unbanned', { name }));
        return true;
      },
      add(userIds: readonly string[]) {
        return attempt(async () => {
          const input = { roomId, userIds: [...userIds] };
          const { data } = await apollo.mutate({ mutation: AddRoomMembersDocument, variables: { input } });
          if (!data) return;
          const { added, skipped } = data.addRoomMembers;
          refetchActive(apollo, 'RoomMembers');
          toast(skippedText(t, skipped) ?? t('rooms.did.added', { count: added.length }));
        });
      },
      async leave(name: string) {
        const done = await attempt(() =>
          apollo.mutate({ mutation: LeaveRoomDocument, variables: { input: { roomId } } }),
        );
        if (!done) return false;
        gone();
        toast(t('rooms.did.left', { name }));
        return true;
      },
      async destroy(name: string) {
        const done = await attempt(() =>
          apollo.mutate({ mutation: DeleteRoomDocument, variables: { input: { roomId } } }),
        );
        if (!done) return false;
        gone();
        toast(t('rooms.did.deleted', { name }));
        return true;
      },
    };
  }, [apollo, attempt, chat, conversationId, roomId, t]);
}

export type RoomActions = ReturnType<typeof useRoomActions>;

/** Shows a change of a member before the server has answered; answers how to take it back. */
function patch(
  { cache }: ApolloClient,
  member: MemberFieldsFragment,
  fields: Partial<Pick<MemberFieldsFragment, 'role' | 'mutedUntil'>>,
): () => void {
  const write = (values: typeof fields): void => {
    cache.modify({
      id: cache.identify({ __typename: 'Participant', id: member.id }),
      fields: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, () => value])),
    });
  };
  write(fields);
  return () => write({ role: member.role, mutedUntil: member.mutedUntil });
}
