import { AppError, forbidden, notFound } from '../../common/errors/app-error.js';

export const conversationNotFound = (): AppError => notFound('Conversation');

export const participantNotFound = (): AppError => notFound('Participant');

export const notAMember = (): AppError => new AppError('NOT_A_MEMBER', 'You are no longer in this conversation');

export const blocked = (): AppError => new AppError('BLOCKED', 'One of you has blocked the other');

export const contactRequired = (): AppError =>
  new AppError('CONTACT_REQUIRED', 'This person only accepts direct conversations from contacts');

export const peerGone = (): AppError => forbidden('peerGone');

export const directHasFixedMembers = (): AppError => forbidden('direct');
