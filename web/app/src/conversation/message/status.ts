import type { PendingSend, Receipt } from '@wireside/apollo';

export type Status = 'waiting' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed';

export interface MessageStatus {
  readonly status: Status;
  /** How many others have read it. */
  readonly readBy: number;
}

/** How far a message of the viewer's has come. */
export function statusOf(seq: number, receipts: ReadonlyMap<string, Receipt>): MessageStatus {
  let readBy = 0;
  let isDelivered = false;
  for (const { readSeq, deliveredSeq } of receipts.values()) {
    if (readSeq >= seq) readBy += 1;
    if (deliveredSeq >= seq) isDelivered = true;
  }
  return { status: readBy > 0 ? 'read' : isDelivered ? 'delivered' : 'sent', readBy };
}

export const statusOfSend = ({ state }: PendingSend): MessageStatus => ({ status: state, readBy: 0 });
