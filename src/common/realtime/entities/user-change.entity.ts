import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns } from '../../database/columns.js';

/** One thing of a user's that has changed, at its newest revision. */
@Entity('user_changes')
@Index('ux_user_changes_revision', ['userId', 'revision'], { unique: true })
@Index('ix_user_changes_changed_at', ['userId', 'changedAt'])
export class UserChangeEntity {
  @PrimaryColumn({ ...columns.id, name: 'user_id' })
  userId!: string;

  @PrimaryColumn(columns.word)
  kind!: string;

  @PrimaryColumn(columns.string(80))
  ref!: string;

  @Column(columns.counter)
  revision!: number;

  @Column({ ...columns.ms, name: 'changed_at' })
  changedAt!: number;
}
