import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../src/common/auth/viewer.js';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { newId } from '../../src/common/ids/ids.js';
import { MessageWriter, type SendOutcome } from '../../src/modules/messages/message-writer.js';
import { fingerprintOf, type SendRequest } from '../../src/modules/messages/send-request.js';
import type { ServerNode } from './server.js';

/** A send as it waits to be written, by whom and where to. */
export function sending(
  { id }: { readonly id: string },
  conversationId: string,
  { ticket = null, ...other }: Partial<SendRequest> & { readonly ticket?: Viewer['ticket'] } = {},
): SendRequest {
  const said = {
    conversationId,
    clientMessageId: randomUUID(),
    text: 'hello',
    attachmentIds: [],
    replyToSeq: null,
    mentions: [],
    sentAt: null,
    ...other,
  };
  const viewer: Viewer = { userId: id, sessionId: newId(), isAdmin: false, ticket };
  return { fingerprint: fingerprintOf(said), ...said, viewer };
}

/** Writes them in one transaction; tells what it took. */
export async function writeBatch(node: ServerNode, batch: readonly SendRequest[]) {
  return node.app.get(UnitOfWork).runBatch(async (tx) => {
    const outcomes = await node.app.get(MessageWriter, { strict: false }).write(tx, batch);
    return { outcomes, cost: { statements: tx.statements, roundTrips: tx.roundTrips } };
  });
}

export const seqOf = (outcome: SendOutcome | undefined): number | undefined =>
  outcome && 'message' in outcome ? outcome.message.seq : undefined;
export const codeOf = (outcome: SendOutcome | undefined): unknown =>
  outcome && 'error' in outcome ? (outcome.error as { code?: unknown }).code : undefined;
