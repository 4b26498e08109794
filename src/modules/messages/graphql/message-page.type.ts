import { Field, Int, ObjectType } from '@nestjs/graphql';
import { MessageType } from './message.type.js';

/** A page of history by number. */
@ObjectType('MessagePage', { description: 'A page of history by number, for front ends that have page numbers.' })
export class MessagePageType {
  @Field(() => [MessageType], { description: 'The messages of the page, oldest first.' })
  items!: MessageType[];

  @Field(() => Int, { description: 'Number of this page; 1 holds the newest messages.' })
  currentPage!: number;

  @Field(() => Int, { description: 'Messages on a full page.' })
  pageSize!: number;

  @Field(() => Int, { description: 'Messages that the viewer can see, recalled ones included.' })
  totalCount!: number;

  @Field(() => Int, { description: 'Number of pages.' })
  totalPages!: number;
}
