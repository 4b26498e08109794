import { AppError } from '../../common/errors/app-error.js';

export const accountNumberTaken = (): AppError =>
  new AppError('ACCOUNT_NUMBER_TAKEN', 'This account number is taken', { field: 'accountNumber' });

export const usernameTaken = (): AppError =>
  new AppError('USERNAME_TAKEN', 'This username is taken', { field: 'username' });

export const emailTaken = (): AppError =>
  new AppError('EMAIL_TAKEN', 'This e-mail address is taken', { field: 'email' });
