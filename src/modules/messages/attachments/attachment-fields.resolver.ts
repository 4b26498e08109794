import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { AttachmentAddresses } from './attachment-addresses.js';
import type { AttachmentEntity } from './entities/attachment.entity.js';
import { AttachmentType } from './graphql/attachment.type.js';

@Resolver(() => AttachmentType)
export class AttachmentFieldsResolver {
  constructor(private readonly addresses: AttachmentAddresses) {}

  @ResolveField(() => String, {
    nullable: true,
    description:
      'Where to fetch it with a plain GET, without any header; the same for everybody, and valid for minutes only: ask again rather than keep it. Null unless the status is READY.',
  })
  url(@Parent() attachment: AttachmentEntity): Promise<string | null> {
    return this.addresses.url(attachment);
  }

  @ResolveField(() => GraphQLDateTime, { description: 'When the upload was announced.' })
  createdAt(@Parent() attachment: AttachmentEntity): Date {
    return new Date(attachment.createdAt);
  }
}
