import { Column, Entity, PrimaryColumn } from 'typeorm';
import { columns, nullable } from '../../../common/database/columns.js';

/** One row per user with contacts. Whoever changes a list's groups, length or blocks locks its row first. */
@Entity('contact_lists')
export class ContactListEntity {
  @PrimaryColumn({ ...columns.id, name: 'user_id' })
  userId!: string;

  @Column({ ...nullable(columns.id), name: 'default_group_id' })
  defaultGroupId!: string | null;
}
