import { AppError } from '../../common/errors/app-error.js';

export const contactExists = (): AppError => new AppError('CONTACT_EXISTS', 'This person is a contact already');

export const contactGroupExists = (): AppError =>
  new AppError('CONTACT_GROUP_EXISTS', 'A contact group of this name exists already');

export const tooMany = (what: string, limit: number): AppError =>
  new AppError('TOO_LARGE', `No more than ${limit} ${what}`, { limit });
