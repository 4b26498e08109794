import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@ObjectType()
@Entity('users')
export class User {
  @Field(() => ID)
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  @Field(() => String)
  @Column({ type: 'varchar', length: 64 })
  nickname!: string;

  @Field(() => String, { nullable: true })
  @Column({ type: 'varchar', length: 255, name: 'avatar_url', nullable: true })
  avatarUrl!: string | null;
}
