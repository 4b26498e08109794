import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { invalidInput } from '../../common/errors/app-error.js';
import { pageOf, type Page, type Slice } from '../../common/graphql/connection.js';
import type { PageArgs } from '../../common/graphql/page.args.js';
import { ConversationAccess } from '../conversations/conversation-access.js';
import type { ConversationGrant } from '../conversations/conversation-grant.js';
import { UnreadLedger } from '../conversations/unread-ledger.js';
import { placeFromKey, placeKey, placeOf, type MessagePlace } from './message-id.js';
import type { MessageRow } from './message.row.js';
import { MessagesRepository, type Visibility, type WantedSlice } from './messages.repository.js';

/** Deepest position that page numbers reach; beyond it cursors do. */
const MAX_PAGED = 10_000;

export interface NumberedPage {
  readonly items: MessageRow[];
  readonly currentPage: number;
  readonly pageSize: number;
  readonly totalCount: number;
  readonly totalPages: number;
}

/** Reading messages, as far as a viewer may. */
@Injectable()
export class MessageReader {
  constructor(
    private readonly access: ConversationAccess,
    private readonly messages: MessagesRepository,
    private readonly unread: UnreadLedger,
  ) {}

  /** A page of a conversation's history in order of seq. Pages of many conversations in one answer are read together. */
  async history(
    viewer: Viewer,
    grant: ConversationGrant,
    args: PageArgs,
    context: GraphqlContext,
  ): Promise<Page<MessageRow>> {
    return pageOf(args, {
      keyShape: 'n',
      keyOf: (message: MessageRow) => [message.seq],
      fetch: (slice) => this.slice(viewer, grant, slice, context),
    });
  }

  /** A part of a conversation's history, in the order of the slice; read together with others that the operation wants. */
  async slice(
    viewer: Viewer,
    grant: ConversationGrant,
    slice: Slice,
    context: GraphqlContext,
  ): Promise<readonly MessageRow[]> {
    // The key says all that is wanted, so that pages of different conversations meet in one batch.
    const loader = context.loaders.get<string, MessageRow[]>('messages.history', async (keys) => {
      const slices = await this.messages.slices(keys.map((key) => JSON.parse(key) as WantedSlice));
      return new Map(keys.map((key, index) => [key, slices[index] ?? []]));
    });
    const wanted: WantedSlice = { visibility: visibilityOf(viewer, grant), slice };
    return (await loader.load(JSON.stringify(wanted))) ?? [];
  }

  /**
   * The history by page number, page 1 being the newest; within a page the oldest comes first.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER, INVALID_INPUT beyond the 10,000 newest messages
   */
  async numberedPage(viewer: Viewer, conversationId: string, page: number, pageSize: number): Promise<NumberedPage> {
    if (page * pageSize > MAX_PAGED) throw invalidInput('page', 'max', `at most the ${MAX_PAGED} newest messages`);
    const grant = await this.access.require(viewer, conversationId);
    const visibility = visibilityOf(viewer, grant);
    const rows = await this.messages.pageFromEnd(visibility, (page - 1) * pageSize, pageSize);
    const hidden = await this.messages.countHidden(visibility);
    const totalCount = Math.max(0, grant.conversation.lastSeq - grant.floorSeq - hidden);
    return {
      items: rows.reverse(),
      currentPage: page,
      pageSize,
      totalCount,
      totalPages: Math.ceil(totalCount / pageSize),
    };
  }

  /** One message, or null when it is absent or the viewer may not see it. */
  async one(viewer: Viewer, messageId: string): Promise<MessageRow | null> {
    const place = placeOf(messageId);
    if (!place) return null;
    const grant = await this.access.forViewer(viewer, place.conversationId);
    if (!grant || place.seq <= grant.floorSeq) return null;
    const hidden = await this.unread.hiddenSeqs(viewer.userId, place.conversationId, [place.seq]);
    if (hidden.has(place.seq)) return null;
    return (await this.messages.byPlaces([place])).get(placeKey(place)) ?? null;
  }

  /** Whether the viewer does not see a message of the conversation; asked once, for many messages. */
  async concealment(viewer: Viewer, grant: ConversationGrant): Promise<(seq: number) => boolean> {
    const hidden = await this.messages.hiddenSeqs(visibilityOf(viewer, grant));
    return (seq) => seq <= grant.floorSeq || hidden.has(seq);
  }

  /** The newest message that each of several conversations shows to the viewer. */
  async newest(viewer: Viewer, grants: readonly ConversationGrant[]): Promise<Map<string, MessageRow>> {
    return this.messages.newest(
      viewer.userId,
      grants.map((grant) => visibilityOf(viewer, grant)),
    );
  }

  /**
   * The message that a new one answers, when every member sees it and it has not changed since: then it says nothing to
   * one member that it does not say to all. Otherwise null: the viewers have to be asked.
   */
  async answeredForAll(context: GraphqlContext, message: MessageRow, place: MessagePlace): Promise<MessageRow | null> {
    const [concealed, rows] = await Promise.all([
      context.loaders
        .get<string, ReadonlySet<string>>('messages.concealed', async (keys) => {
          const places = keys.map(placeFromKey);
          const sets = await Promise.all(places.map((one) => this.unread.concealedFrom(one.conversationId, one.seq)));
          return new Map(keys.map((key, index) => [key, sets[index] ?? new Set()]));
        })
        .load(placeKey(place)),
      context.loaders
        .get<string, MessageRow>('messages.byPlace', (keys) => this.messages.byPlaces(keys.map(placeFromKey)))
        .load(placeKey(place)),
    ]);
    const isForAll = concealed?.size === 0 && rows !== null && rows.changedRevision <= message.createdRevision;
    return isForAll ? rows : null;
  }

  /** The message that a visible message answers, if the viewer may see that too; batched per operation. */
  async answered(context: GraphqlContext, viewer: Viewer, place: MessagePlace): Promise<MessageRow | null> {
    const grant = await this.access.forViewer(viewer, place.conversationId, context.loaders);
    if (!grant || place.seq <= grant.floorSeq) return null;
    return context.loaders
      .get<string, MessageRow>('messages.answered', async (keys) => {
        const places = keys.map(placeFromKey);
        const hidden = await this.unread.hiddenAmong(viewer.userId, places);
        return this.messages.byPlaces(places.filter((one) => !hidden.has(placeKey(one))));
      })
      .load(placeKey(place));
  }

  mentions(context: GraphqlContext, place: MessagePlace): Promise<string[] | null> {
    return context.loaders
      .get<string, string[]>('messages.mentions', (keys) => this.messages.mentionsOf(keys.map(placeFromKey)))
      .load(placeKey(place));
  }
}

const visibilityOf = (viewer: Viewer, grant: ConversationGrant): Visibility => ({
  conversationId: grant.conversation.id,
  viewerId: viewer.userId,
  floorSeq: grant.floorSeq,
  headSeq: grant.conversation.lastSeq,
});
