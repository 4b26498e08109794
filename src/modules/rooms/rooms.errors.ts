import { AppError, forbidden, notFound } from '../../common/errors/app-error.js';

export const roomNotFound = (): AppError => notFound('Room');

export const memberNotFound = (): AppError => notFound('Member');

export const bannedFromRoom = (until: number | null): AppError =>
  new AppError('BANNED', 'You are banned from this room', {
    until: until === null ? null : new Date(until).toISOString(),
  });

export const roomFull = (limit: number): AppError =>
  new AppError('ROOM_FULL', 'The room has as many members as it can have', { limit });

/** The viewer's role in the room does not allow it; `needs` says whose it is. */
export const roleForbids = (needs: 'owner' | 'admin' | 'higherRole'): AppError => forbidden(needs);

export const mayNotCreateRooms = (): AppError => forbidden('admin');
