import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { MediaKind } from '../../../../common/media/content-types.js';
import { AttachmentKind } from './attachment-kind.enum.js';
import { ShownAttachmentStatus } from './attachment-status.enum.js';

/** An uploaded file. */
@ObjectType('Attachment', { description: 'An uploaded file: of a message, or still to be sent.' })
export class AttachmentType {
  @Field(() => ID, { description: 'Id of the attachment, for `attachmentIds` of sendMessage.' })
  id!: string;

  @Field(() => ShownAttachmentStatus, { description: 'How far the upload has come; READY on every message.' })
  status!: string;

  @Field(() => AttachmentKind, { description: 'What it is, decided from the content; FILE until the upload is READY.' })
  kind!: MediaKind;

  @Field(() => String, {
    description: 'Media type, decided from the content; application/octet-stream when unknown or not safe to show.',
  })
  contentType!: string;

  @Field(() => Int, { nullable: true, description: 'Width in pixels as shown, of images and films that tell.' })
  width!: number | null;

  @Field(() => Int, { nullable: true, description: 'Height in pixels as shown, of images and films that tell.' })
  height!: number | null;

  @Field(() => Int, { nullable: true, description: 'Duration in milliseconds, of sound and films that tell.' })
  durationMs!: number | null;

  @Field(() => Int, { description: 'Size in bytes.' })
  size!: number;

  @Field(() => String, { description: 'Name of the file, made safe to show and to store.' })
  fileName!: string;
}
