import { Injectable } from '@nestjs/common';
import { Config } from '../../../common/config/config.js';
import { policies } from '../../../common/rate-limits/policies.js';
import { RateLimiter } from '../../../common/rate-limits/rate-limiter.js';
import { Clock } from '../../../common/time/clock.js';
import { tooManyUnattached, uploadTooLarge } from './attachments.errors.js';
import { UNATTACHED_MAX } from './attachments.policy.js';
import { AttachmentsRepository } from './attachments.repository.js';

/** How much one user may upload. */
@Injectable()
export class UploadLimits {
  readonly uploadTtlMs: number;
  private readonly maxBytes: number;

  constructor(
    private readonly limiter: RateLimiter,
    private readonly attachments: AttachmentsRepository,
    private readonly clock: Clock,
    config: Config,
  ) {
    this.uploadTtlMs = config.settings.ATTACHMENT_UPLOAD_TTL_SECONDS * 1000;
    this.maxBytes = config.settings.ATTACHMENT_MAX_BYTES;
  }

  /** @throws AppError TOO_LARGE, RATE_LIMITED */
  async admit(ownerId: string, size: number): Promise<void> {
    if (size > this.maxBytes) throw uploadTooLarge(this.maxBytes);
    await this.limiter.consume(policies.createUpload, ownerId);
    const { count, firstExpiresAt } = await this.attachments.unattachedOf(ownerId);
    if (count < UNATTACHED_MAX) return;
    const waitMs = Math.max(firstExpiresAt - this.clock.now(), 1000);
    throw tooManyUnattached(UNATTACHED_MAX, Math.ceil(waitMs / 1000));
  }

  /** @throws AppError RATE_LIMITED */
  async admitCompletion(ownerId: string): Promise<void> {
    await this.limiter.consume(policies.completeUpload, ownerId);
  }
}
