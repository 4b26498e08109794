import { Args, ID, Resolver, Subscription } from '@nestjs/graphql';
import { Ctx, CurrentViewer, TicketMayUse } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { RoomActivityType } from './graphql/room-activity.type.js';
import { RoomActivity } from './room-activity.js';
import type { RoomActivityEvent } from './room-visit.js';

@Resolver()
export class RoomsSubscriptions {
  constructor(private readonly activity: RoomActivity) {}

  @TicketMayUse()
  @Subscription(() => RoomActivityType, {
    description:
      'Being subscribed is being in the room: the others see ENTERED when the first subscription of a person begins, on whatever device and server, and EXITED when the last one ends. Yields who comes and goes, joins, leaves and is removed, from now on; who is there already says `Room.presentUsers`. Members only; it completes after LEFT or REMOVED of the viewer and when the room is deleted. Codes: NOT_FOUND, NOT_A_MEMBER.',
    resolve: (event: RoomActivityEvent) => event,
  })
  roomActivity(
    @CurrentViewer() viewer: Viewer,
    @Args('roomId', { type: () => ID, description: 'Which room.' }) roomId: string,
    @Args('confirm', {
      type: () => Boolean,
      defaultValue: false,
      description:
        'Begin with ENTERED of the viewer, which is otherwise shown to the others only: from there on nothing is missed.',
    })
    confirm: boolean,
    @Ctx() context: GraphqlContext,
  ): Promise<AsyncIterable<object>> {
    return this.activity.visit(viewer, roomId, { confirm, socket: context.socket });
  }
}
