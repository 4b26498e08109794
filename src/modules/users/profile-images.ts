import { Injectable } from '@nestjs/common';
import type DataLoader from 'dataloader';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { ImageDirectory, type ImageAddress } from '../../common/media/image-directory.js';
import type { UserEntity } from './entities/user.entity.js';
import type { PhotoType } from './graphql/photo.type.js';
import { UsersRepository } from './users.repository.js';

/** Avatars and photo walls of the people in one answer: one look-up of images, however many people there are. */
@Injectable()
export class ProfileImages {
  constructor(
    private readonly users: UsersRepository,
    private readonly images: ImageDirectory,
  ) {}

  /** At once where there is none: fifty promises for a page of messages cost more than the rest of their fields. */
  avatarUrl(user: UserEntity, context: GraphqlContext): Promise<string | null> | null {
    if (user.avatarAttachmentId === null) return null;
    return this.addresses(context)
      .load(user.avatarAttachmentId)
      .then((address) => address?.url ?? null);
  }

  async photoWall(user: UserEntity, context: GraphqlContext): Promise<PhotoType[]> {
    const walls = context.loaders.get<string, string[]>('users.photos', (ids) => this.users.photos(ids));
    const ids = (await walls.load(user.id)) ?? [];
    const found = await Promise.all(ids.map((id) => this.addresses(context).load(id)));
    return ids.flatMap((id, index) => {
      const image = found[index];
      return image ? [{ id, url: image.url, width: image.width, height: image.height }] : [];
    });
  }

  private addresses(context: GraphqlContext): DataLoader<string, ImageAddress | null> {
    return context.loaders.get<string, ImageAddress>('images.byId', (ids) => this.images.urls(ids));
  }
}
