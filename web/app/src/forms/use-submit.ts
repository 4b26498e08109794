import { faultOf } from '@wireside/apollo';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
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

/** Sends a form: what it holds, whether that is under way, and what went wrong. */
export function useSubmit(send: (valueOf: (name: string) => string, form: HTMLFormElement) => Promise<void>) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = async (form: HTMLFormElement): Promise<void> => {
    const data = new FormData(form);
    const valueOf = (name: string): string => {
      const value = data.get(name);
      return typeof value === 'string' ? value : '';
    };
    setBusy(true);
    setProblem(null);
    try {
      await send(valueOf, form);
    } catch (error) {
      const fault = faultOf(error);
      const { field } = fault?.extensions ?? {};
      const named = FIELDS[fault?.code ?? ''] ?? (typeof field === 'string' ? field.replace(/^input\./, '') : null);
      const isWorded = error instanceof Refusal || fault?.code === 'INVALID_INPUT';
      const text = isWorded ? (error as Error).message : errorText(t, error);
      setProblem({ text, field: named !== null && form.elements.namedItem(named) ? named : null });
    } finally {
      setBusy(false);
    }
  };

  return {
    busy,
    /** What is wrong with one field. */
    errorOf: (name: string): string | null => (problem?.field === name ? problem.text : null),
    /** What is wrong and belongs to no field. */
    problem: problem !== null && problem.field === null ? problem.text : null,
    onSubmit: (event: FormEvent<HTMLFormElement>): void => {
      event.preventDefault();
      if (!busy) void submit(event.currentTarget);
    },
  };
}
