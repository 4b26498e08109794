import { Field, GraphQLISODateTime, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { milliseconds } from '../milliseconds.js';
import { Room } from '../rooms/room.entity.js';
import { User } from '../users/user.entity.js';

@ObjectType()
@Entity('messages')
@Index(['roomId', 'id'])
export class Message {
  @Field(() => ID)
  @PrimaryGeneratedColumn({ type: 'bigint' })
  id!: string;

  @Field(() => ID)
  @Column({ type: 'varchar', length: 36, name: 'room_id' })
  roomId!: string;

  @ManyToOne(() => Room)
  @JoinColumn({ name: 'room_id' })
  room!: Room;

  @Column({ type: 'varchar', length: 36, name: 'sender_id' })
  senderId!: string;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'sender_id' })
  sender?: User;

  @Field(() => String)
  @Column({ type: 'varchar', length: 64, name: 'client_message_id' })
  clientMessageId!: string;

  @Field(() => String)
  @Column({ type: 'text', name: 'body' })
  text!: string;

  @Field(() => GraphQLISODateTime)
  @Column({ type: 'bigint', name: 'created_at', transformer: milliseconds })
  createdAt!: Date;
}
