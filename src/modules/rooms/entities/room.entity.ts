import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns, nullable } from '../../../common/database/columns.js';
import type { RoomVisibility } from '../rooms.words.js';

/** The profile of a room. Members, history rule and silence belong to its conversation, whose lock guards this row too. */
@Entity('rooms')
@Index('ux_rooms_conversation_id', ['conversationId'], { unique: true })
@Index('ix_rooms_visibility_name_key', ['visibility', 'nameKey', 'id'])
export class RoomEntity {
  @PrimaryColumn(columns.id)
  id!: string;

  @Column({ ...columns.id, name: 'conversation_id' })
  conversationId!: string;

  @Column(columns.string(100))
  name!: string;

  /** For search and order: case and width folded away, cut to what fits. */
  @Column({ ...columns.string(128), name: 'name_key' })
  nameKey!: string;

  @Column(columns.text)
  description!: string;

  @Column({ ...nullable(columns.id), name: 'avatar_attachment_id' })
  avatarAttachmentId!: string | null;

  @Column(columns.word)
  visibility!: RoomVisibility;

  @Column({ ...columns.id, name: 'created_by' })
  createdBy!: string;

  @Column({ ...columns.ms, name: 'created_at' })
  createdAt!: number;

  @Column({ ...columns.ms, name: 'updated_at' })
  updatedAt!: number;

  @Column({ ...nullable(columns.ms), name: 'deleted_at' })
  deletedAt!: number | null;
}
