import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import { unavailable } from '../../common/errors/app-error.js';
import type { SocketHandle } from '../../common/graphql/graphql-context.js';
import { FeedHub } from '../../common/realtime/feed-hub.js';
import { conversationFeed } from '../../common/realtime/feed-key.js';
import { CloseCode } from '../../common/socket/close-codes.js';
import { ConversationAccess } from '../conversations/conversation-access.js';
import { RoomPresences } from './presence/room-presences.js';
import { RoomAccess } from './room-access.js';
import { RoomVisit } from './room-visit.js';

/** Lets viewers be in rooms, and tells them what happens there. */
@Injectable()
export class RoomActivity {
  constructor(
    private readonly access: RoomAccess,
    private readonly conversations: ConversationAccess,
    private readonly presences: RoomPresences,
    private readonly hub: FeedHub,
  ) {}

  /**
   * What happens in the room from now on. The viewer is in it until the stream is over; the stream is over when the
   * viewer's membership or the room is. A reader who is too slow has the socket closed with 4413.
   * @param options.confirm begin with the viewer's own ENTERED, which says that nothing is missed from there on
   * @throws AppError NOT_FOUND, NOT_A_MEMBER, UNAVAILABLE
   */
  async visit(
    viewer: Viewer,
    roomId: string,
    { confirm, socket }: { readonly confirm: boolean; readonly socket: SocketHandle | null },
  ): Promise<RoomVisit['stream']> {
    const { room, grant } = await this.access.requireMember(viewer, roomId);
    const visit = new RoomVisit(viewer.userId, {
      onOverflow: () => socket?.close(CloseCode.SLOW_READER, 'Slow reader'),
      onGap: () => void this.reconsider(viewer, room.conversationId, visit),
    });
    // Attached above the revision at which the viewer was a member: a removal since then will be heard.
    const feed = conversationFeed(room.conversationId);
    const attachment = await this.hub.attach(feed, grant.conversation.revision, visit);
    try {
      const place = { roomId: room.id, conversationId: room.conversationId };
      const stay = await this.presences.enter(place, viewer.userId, (change) => visit.presence(change));
      visit.begin(attachment, stay, confirm);
    } catch (error) {
      attachment.detach();
      throw error;
    }
    return visit.stream;
  }

  /** What was missed may have been the end of the membership. */
  private async reconsider(viewer: Viewer, conversationId: string, visit: RoomVisit): Promise<void> {
    try {
      if (!(await this.conversations.forViewer(viewer, conversationId))) visit.stream.end();
    } catch {
      visit.stream.fail(unavailable('The room'));
    }
  }
}
