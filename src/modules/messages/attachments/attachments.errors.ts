import { AppError, invalidInput, notFound, unavailable } from '../../../common/errors/app-error.js';
import { ATTACHMENTS_PER_MESSAGE, type RejectionReason } from './attachments.policy.js';

export const attachmentNotFound = (): AppError => notFound('Attachment');

export const attachmentNotReady = (field: 'attachmentIds' | 'attachmentId'): AppError =>
  new AppError('ATTACHMENT_NOT_READY', 'An attachment is not ready to be used', { field });

export const attachmentRejected = (reason: RejectionReason | 'NOT_AN_IMAGE'): AppError =>
  new AppError('ATTACHMENT_REJECTED', 'The uploaded file is not what was announced, or not allowed', { reason });

export const uploadTooLarge = (limit: number): AppError =>
  new AppError('TOO_LARGE', `The largest attachment has ${limit} bytes`, { field: 'size', limit });

export const tooManyUnattached = (limit: number, retryAfterSeconds: number): AppError =>
  new AppError('RATE_LIMITED', `At most ${limit} uploads may wait to be attached`, { limit, retryAfterSeconds });

export const storageUnavailable = (cause: unknown): AppError =>
  Object.assign(unavailable('The file storage'), { cause });

/** What no message can have attached: more than 20, or one twice. */
export function attachmentListFault(attachmentIds: readonly string[]): AppError | null {
  if (attachmentIds.length > ATTACHMENTS_PER_MESSAGE) return invalidInput('attachmentIds', 'arrayMaxSize');
  if (new Set(attachmentIds).size < attachmentIds.length) return invalidInput('attachmentIds', 'arrayUnique');
  return null;
}
