import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns, nullable } from '../../../common/database/columns.js';

/** A person in a user's contact list. The list is its owner's alone: the person neither consents nor is told. */
@Entity('contacts')
@Index('ix_contacts_contact_user_id', ['contactUserId'])
export class ContactEntity {
  @PrimaryColumn({ ...columns.id, name: 'user_id' })
  userId!: string;

  @PrimaryColumn({ ...columns.id, name: 'contact_user_id' })
  contactUserId!: string;

  @Column({ ...columns.id, name: 'group_id' })
  groupId!: string;

  @Column(nullable(columns.string(64)))
  alias!: string | null;

  @Column({ ...columns.ms, name: 'created_at' })
  createdAt!: number;

  @Column({ ...columns.ms, name: 'updated_at' })
  updatedAt!: number;
}
