import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns } from '../../../../common/database/columns.js';

/** One emoji that somebody has given to a message. Found by person, and for one emoji of a message in order of time. */
@Entity('reactions')
@Index('ux_reactions_place', ['conversationId', 'seq', 'emoji', 'revision'], { unique: true })
export class ReactionEntity {
  @PrimaryColumn({ ...columns.id, name: 'user_id' })
  userId!: string;

  @PrimaryColumn({ ...columns.id, name: 'conversation_id' })
  conversationId!: string;

  @PrimaryColumn(columns.counter)
  seq!: number;

  @PrimaryColumn(columns.string(32))
  emoji!: string;

  /** The conversation's revision that brought it. */
  @Column(columns.counter)
  revision!: number;

  @Column({ ...columns.ms, name: 'created_at' })
  createdAt!: number;
}
