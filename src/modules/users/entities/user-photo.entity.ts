import { Column, Entity, PrimaryColumn } from 'typeorm';
import { columns } from '../../../common/database/columns.js';

/** One image of a photo wall. */
@Entity('user_photos')
export class UserPhotoEntity {
  @PrimaryColumn({ ...columns.id, name: 'user_id' })
  userId!: string;

  /** From 0, without gaps. */
  @PrimaryColumn(columns.int)
  position!: number;

  @Column({ ...columns.id, name: 'attachment_id' })
  attachmentId!: string;
}
