import { Column, Entity, PrimaryColumn } from 'typeorm';
import { columns } from '../../database/columns.js';

/** Facts about the database itself, such as the epoch of its streams. */
@Entity('meta')
export class MetaEntity {
  @PrimaryColumn(columns.string(64))
  name!: string;

  @Column(columns.string(255))
  value!: string;
}
