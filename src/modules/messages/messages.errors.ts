import { AppError, invalidInput, notFound } from '../../common/errors/app-error.js';

export const messageNotFound = (): AppError => notFound('Message');

export const clientMessageIdReused = (): AppError =>
  new AppError('CONFLICT', 'This clientMessageId was used before with another body', { field: 'clientMessageId' });

export const emptyMessage = (): AppError => invalidInput('text', 'required', 'A message needs text or attachments');

export const notYourMessage = (): AppError => new AppError('FORBIDDEN', 'Not your message', { reason: 'sender' });

export const messageRecalled = (): AppError => new AppError('MESSAGE_RECALLED', 'The message has been recalled');

export const editWindowClosed = (windowSeconds: number): AppError =>
  new AppError('EDIT_WINDOW_CLOSED', 'The message is too old to be edited', { windowSeconds });

export const recallWindowClosed = (windowSeconds: number): AppError =>
  new AppError('RECALL_WINDOW_CLOSED', 'The message is too old to be recalled', { windowSeconds });

/** @param until when the mute ends, in milliseconds since 1970; null = until lifted */
export const muted = (until: number | null): AppError =>
  new AppError('MUTED', 'You may not speak here at present', {
    until: until === null ? null : new Date(until).toISOString(),
  });

export const mentionOfStranger = (): AppError =>
  invalidInput('mentions', 'member', 'Only members of the conversation can be mentioned');
