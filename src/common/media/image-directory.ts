import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/transaction.js';
import { notFound } from '../errors/app-error.js';

/** Where an image can be fetched, and how large it is. */
export interface ImageAddress {
  readonly url: string;
  /** In pixels; null when unknown. */
  readonly width: number | null;
  readonly height: number | null;
}

/** Uploaded images as avatars, photo walls and the like need them. Implemented by who owns attachments. */
export abstract class ImageDirectory {
  /**
   * Makes sure that the attachment is a completed image that this user uploaded, and keeps it from being swept away as
   * unused; from then on any signed-in user may see it. Keeping it twice changes nothing.
   * @throws AppError NOT_FOUND (absent or somebody else's), ATTACHMENT_NOT_READY, ATTACHMENT_REJECTED (not an image)
   */
  abstract resolveOwnImage(tx: Transaction, ownerId: string, attachmentId: string): Promise<void>;

  /** Addresses of many images at once; images that are gone are missing from the answer. */
  abstract urls(attachmentIds: readonly string[]): Promise<ReadonlyMap<string, ImageAddress>>;
}

/**
 * Stands for the image directory until its owner has come, so that modules which show images don't depend on the one
 * that stores them. Without an owner there are no images.
 */
@Injectable()
export class ImageDirectoryHost extends ImageDirectory {
  private directory: ImageDirectory | null = null;

  /** Puts the implementation in place; called once, when its module starts. */
  use(directory: ImageDirectory): void {
    this.directory = directory;
  }

  async resolveOwnImage(tx: Transaction, ownerId: string, attachmentId: string): Promise<void> {
    if (!this.directory) throw notFound('Attachment');
    await this.directory.resolveOwnImage(tx, ownerId, attachmentId);
  }

  async urls(attachmentIds: readonly string[]): Promise<ReadonlyMap<string, ImageAddress>> {
    return this.directory ? this.directory.urls(attachmentIds) : new Map<string, ImageAddress>();
  }
}
