import { faultOf } from '@wireside/apollo';
import type { TFunction } from 'i18next';
import { errorText } from '../i18n/error-text.js';

export interface Problem {
  readonly text: string;
  /** The field that the server names, or that the code is about; null: the form as a whole. */
  readonly field: string | null;
}

const FIELDS: Readonly<Record<string, string>> = {
  USERNAME_TAKEN: 'username',
  EMAIL_TAKEN: 'email',
  ACCOUNT_NUMBER_TAKEN: 'accountNumber',
};

/** A refusal that has its words already. */
export class Refusal extends Error {}

/** What went wrong when a form was sent. */
export function problemOf(t: TFunction, error: unknown, form: HTMLFormElement): Problem {
  const fault = faultOf(error);
  const { field } = fault?.extensions ?? {};
  const named = FIELDS[fault?.code ?? ''] ?? (typeof field === 'string' ? field.replace(/^input\./, '') : null);
  const isWorded = error instanceof Refusal || fault?.code === 'INVALID_INPUT';
  const text = isWorded ? (error as Error).message : errorText(t, error);
  return { text, field: named !== null && form.elements.namedItem(named) ? named : null };
}
