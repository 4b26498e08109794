import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from './problem-of.js';

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
      // The words for it come with the client, for which the page that signs in does not wait. Without it there is no network.
      const words = await import('./problem-of.js').catch(() => null);
      setProblem(words?.problemOf(t, error, form) ?? { text: t('common.errors.network'), field: null });
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
