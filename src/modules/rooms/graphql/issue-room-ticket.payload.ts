import { Field, ObjectType } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';

/** What issueRoomTicket did. */
@ObjectType({ description: 'What issueRoomTicket did.' })
export class IssueRoomTicketPayload {
  @Field(() => String, {
    description: 'Opens, as `connectionParams.ticket`, a socket that can use this room and nothing else.',
  })
  ticket!: string;

  @Field(() => GraphQLDateTime, { description: 'Until when it must be used.' })
  expiresAt!: Date;
}
