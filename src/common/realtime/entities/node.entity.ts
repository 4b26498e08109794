import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns } from '../../database/columns.js';

/** A running server process. One whose heartbeat stops is taken for dead. */
@Entity('nodes')
@Index('ix_nodes_heartbeat_at', ['heartbeatAt'])
export class NodeEntity {
  @PrimaryColumn(columns.id)
  id!: string;

  @Column({ ...columns.ms, name: 'started_at' })
  startedAt!: number;

  @Column({ ...columns.ms, name: 'heartbeat_at' })
  heartbeatAt!: number;
}
