import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns } from '../../database/columns.js';

/** The head of a user's change feed. */
@Entity('user_feeds')
@Index('ix_user_feeds_last_event_at', ['lastEventAt'])
export class UserFeedEntity {
  @PrimaryColumn({ ...columns.id, name: 'user_id' })
  userId!: string;

  @Column(columns.counter)
  revision!: number;

  @Column({ ...columns.ms, name: 'last_event_at' })
  lastEventAt!: number;
}
