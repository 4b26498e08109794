import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../common/database/transaction.js';
import { AppError } from '../../common/errors/app-error.js';
import { Clock } from '../../common/time/clock.js';
import { ConversationAccess } from '../conversations/conversation-access.js';
import { grantKey, isActive, type SpeakingGrant } from '../conversations/conversation-grant.js';
import { conversationNotFound, notAMember } from '../conversations/conversations.errors.js';
import { DirectRules } from '../conversations/direct-rules.js';
import { AttachmentsService } from './attachments/attachments.service.js';
import { placeKey } from './message-id.js';
import type { MessageRow } from './message.row.js';
import { clientMessageIdReused, mentionOfStranger, messageNotFound, muted } from './messages.errors.js';
import { speakingFault } from './messages.policy.js';
import { clientKeyText, MessagesRepository, type KnownSend } from './messages.repository.js';
import { clientMessageKeyOf, type SendRequest } from './send-request.js';

export type Judged =
  | { readonly verdict: 'write' }
  /** `unlessRepeat`: but if it was made before, it is answered with its message. */
  | { readonly verdict: 'refuse'; readonly error: AppError; readonly unlessRepeat: boolean }
  /** It was made before. */
  | { readonly verdict: 'repeat'; readonly message: MessageRow }
  /** An earlier member of the batch has the same client message id. */
  | { readonly verdict: 'same-batch'; readonly original: SendRequest };

type Grants = ReadonlyMap<string, SpeakingGrant>;

const keyOf = (request: SendRequest): string =>
  clientKeyText({
    senderId: request.viewer.userId,
    conversationId: request.conversationId,
    clientMessageKey: clientMessageKeyOf(request.clientMessageId),
  });

/**
 * Decides what becomes of each send of a batch. Runs with the conversations locked, so that neither a removal nor a
 * racing retry can slip in; a number of queries that does not grow with the batch, and none for what no send of it has.
 */
@Injectable()
export class SendJudge {
  constructor(
    private readonly access: ConversationAccess,
    private readonly direct: DirectRules,
    private readonly messages: MessagesRepository,
    private readonly attachments: AttachmentsService,
    private readonly clock: Clock,
  ) {}

  /**
   * As far as can be told without looking which sends were made before: no verdict is `repeat`, some refusals are
   * `unlessRepeat`, and a `write` may turn out to be a duplicate.
   */
  judgeAsNew(tx: Transaction, batch: readonly SendRequest[], grants: Grants): Promise<Judged[]> {
    return this.decide(tx, batch, grants, new Map());
  }

  async judge(tx: Transaction, batch: readonly SendRequest[], grants: Grants): Promise<Judged[]> {
    const known = await this.messages.findSends(
      tx,
      batch.map((request) => ({
        senderId: request.viewer.userId,
        conversationId: request.conversationId,
        clientMessageKey: clientMessageKeyOf(request.clientMessageId),
      })),
    );
    return this.decide(tx, batch, grants, known);
  }

  private async decide(
    tx: Transaction,
    batch: readonly SendRequest[],
    grants: Grants,
    known: ReadonlyMap<string, KnownSend>,
  ): Promise<Judged[]> {
    const originals = new Map<string, SendRequest>();
    const now = this.clock.now();
    const verdicts = batch.map((request): Judged => {
      const grant = grantOf(grants, request);
      const absent = absence(request, grant);
      if (absent) return { verdict: 'refuse', error: absent, unlessRepeat: false };
      const key = keyOf(request);
      const before = known.get(key);
      if (before)
        return before.fingerprint === request.fingerprint
          ? { verdict: 'repeat', message: before.message }
          : { verdict: 'refuse', error: clientMessageIdReused(), unlessRepeat: false };
      const original = originals.get(key);
      if (original) return { verdict: 'same-batch', original };
      const fault = speakingFault(grant as SpeakingGrant, now);
      if (fault) return { verdict: 'refuse', error: muted(fault.until), unlessRepeat: true };
      originals.set(key, request);
      return { verdict: 'write' };
    });
    return this.refuseFaulty(tx, batch, verdicts, grants);
  }

  /** Looks closer at those that would be written; a twin in the batch of one that is refused is refused with it. */
  private async refuseFaulty(
    tx: Transaction,
    batch: readonly SendRequest[],
    verdicts: readonly Judged[],
    grants: Grants,
  ): Promise<Judged[]> {
    const writing = batch.filter((_, index) => verdicts[index]?.verdict === 'write');
    const faults = new Map<SendRequest, AppError>();
    const note = (found: ReadonlyMap<SendRequest, AppError>): void => {
      for (const [request, error] of found) if (!faults.has(request)) faults.set(request, error);
    };
    note(await this.directFaults(tx, writing, grants));
    note(await this.replyFaults(tx, writing, grants));
    note(await this.mentionFaults(tx, writing));
    note(await this.attachmentFaults(tx, writing));
    if (faults.size === 0) return [...verdicts];
    return verdicts.map((judged, index) => {
      const request = judged.verdict === 'same-batch' ? judged.original : (batch[index] as SendRequest);
      const error = faults.get(request);
      return error && (judged.verdict === 'write' || judged.verdict === 'same-batch')
        ? { verdict: 'refuse', error, unlessRepeat: true }
        : judged;
    });
  }

  private async directFaults(
    tx: Transaction,
    writing: readonly SendRequest[],
    grants: Grants,
  ): Promise<Map<SendRequest, AppError>> {
    const found = await this.direct.sendFaults(
      tx,
      writing.map((request) => grantOf(grants, request) as SpeakingGrant),
    );
    return pick(writing, (request) => found.get(grantKey(request.viewer.userId, request.conversationId)));
  }

  private async replyFaults(
    tx: Transaction,
    writing: readonly SendRequest[],
    grants: Grants,
  ): Promise<Map<SendRequest, AppError>> {
    const replies = writing.filter((request) => request.replyToSeq !== null);
    if (replies.length === 0) return new Map();
    const place = (request: SendRequest) => ({
      conversationId: request.conversationId,
      seq: request.replyToSeq as number,
    });
    const found = await this.messages.byPlaces(replies.map(place), tx);
    return pick(replies, (request) => {
      const visible = (request.replyToSeq as number) > (grantOf(grants, request)?.floorSeq ?? 0);
      return visible && found.has(placeKey(place(request))) ? undefined : messageNotFound();
    });
  }

  private async mentionFaults(tx: Transaction, writing: readonly SendRequest[]): Promise<Map<SendRequest, AppError>> {
    const mentioning = writing.filter((request) => request.mentions.length > 0);
    if (mentioning.length === 0) return new Map();
    const members = await this.access.findInTx(
      tx,
      mentioning.flatMap(({ conversationId, mentions }) => mentions.map((userId) => ({ userId, conversationId }))),
    );
    return pick(mentioning, ({ conversationId, mentions }) =>
      mentions.every((userId) => {
        const member = members.get(grantKey(userId, conversationId));
        return member && isActive(member);
      })
        ? undefined
        : mentionOfStranger(),
    );
  }

  private async attachmentFaults(
    tx: Transaction,
    writing: readonly SendRequest[],
  ): Promise<Map<SendRequest, AppError>> {
    const attaching = writing.filter((request) => request.attachmentIds.length > 0);
    if (attaching.length === 0) return new Map();
    const faults = await this.attachments.checkClaimable(
      tx,
      attaching.map((request) => ({ ownerId: request.viewer.userId, attachmentIds: request.attachmentIds })),
    );
    return pick(attaching, (_, index) => faults[index] ?? undefined);
  }
}

const grantOf = (grants: Grants, request: SendRequest): SpeakingGrant | undefined =>
  grants.get(grantKey(request.viewer.userId, request.conversationId));

/** Absent, deleted, never joined, and outside of the room ticket look alike; only a former member is told. */
function absence({ viewer, conversationId }: SendRequest, grant: SpeakingGrant | undefined): AppError | null {
  const outside = viewer.ticket !== null && viewer.ticket.conversationId !== conversationId;
  if (!grant || outside) return conversationNotFound();
  return isActive(grant) ? null : notAMember();
}

function pick(
  requests: readonly SendRequest[],
  faultOf: (request: SendRequest, index: number) => AppError | undefined,
): Map<SendRequest, AppError> {
  const found = new Map<SendRequest, AppError>();
  for (const [index, request] of requests.entries()) {
    const fault = faultOf(request, index);
    if (fault) found.set(request, fault);
  }
  return found;
}
