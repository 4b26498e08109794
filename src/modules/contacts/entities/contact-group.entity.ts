import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns } from '../../../common/database/columns.js';

/** A named part of a user's contact list. Positions of one user's groups are 0, 1, 2… */
@Entity('contact_groups')
@Index('ux_contact_groups_name_key', ['userId', 'nameKey'], { unique: true })
export class ContactGroupEntity {
  @PrimaryColumn(columns.id)
  id!: string;

  @Column({ ...columns.id, name: 'user_id' })
  userId!: string;

  @Column(columns.string(64))
  name!: string;

  @Column({ ...columns.string(255), name: 'name_key' })
  nameKey!: string;

  @Column(columns.int)
  position!: number;

  @Column({ ...columns.ms, name: 'created_at' })
  createdAt!: number;
}
