import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../common/auth/viewer.js';
import { pageOf, type Page } from '../../../common/graphql/connection.js';
import type { GraphqlContext } from '../../../common/graphql/graphql-context.js';
import type { PageArgs } from '../../../common/graphql/page.args.js';
import type { UserEntity } from '../../users/entities/user.entity.js';
import { UsersService } from '../../users/users.service.js';
import { placeFromKey, placeKey, type MessagePlace } from '../message-id.js';
import { ReactionsRepository, type Giver, type WantedGivers } from './reactions.repository.js';

/** Who has given what to the messages that an answer shows; read in batches, however many are shown. */
@Injectable()
export class ReactionReader {
  constructor(
    private readonly reactions: ReactionsRepository,
    private readonly users: UsersService,
  ) {}

  async hasGiven(viewer: Viewer, place: MessagePlace, emoji: string, { loaders }: GraphqlContext): Promise<boolean> {
    const loader = loaders.get<string, Set<string>>('reactions.givenByViewer', (keys) =>
      this.reactions.givenBy(viewer.userId, keys.map(placeFromKey)),
    );
    return (await loader.load(placeKey(place)))?.has(emoji) ?? false;
  }

  /** Those who gave an emoji to a message, who gave it first first. */
  async givers(place: MessagePlace, emoji: string, args: PageArgs, context: GraphqlContext): Promise<Page<UserEntity>> {
    // The key says all that is wanted, so that pages of different messages meet in one batch.
    const loader = context.loaders.get<string, Giver[]>('reactions.givers', async (keys) => {
      const slices = await this.reactions.givers(keys.map((key) => JSON.parse(key) as WantedGivers));
      return new Map(keys.map((key, index) => [key, slices[index] ?? []]));
    });
    const { edges, pageInfo } = await pageOf<Giver>(args, {
      keyShape: 'n',
      keyOf: ({ revision }) => [revision],
      fetch: async (slice) =>
        (await loader.load(JSON.stringify({ place: placeIn(place), emoji, slice } satisfies WantedGivers))) ?? [],
    });
    const shown = await Promise.all(
      edges.map(async ({ node, cursor }) => ({ cursor, node: await this.users.loader(context).load(node.userId) })),
    );
    // Whose account has just been deleted is about to be gone here as well.
    return { pageInfo, edges: shown.filter((edge): edge is typeof edge & { node: UserEntity } => edge.node !== null) };
  }
}

const placeIn = ({ conversationId, seq }: MessagePlace): MessagePlace => ({ conversationId, seq });
