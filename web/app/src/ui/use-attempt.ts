import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../i18n/error-text.js';
import { toastError } from './toast.js';

/** Runs what the server may refuse, and says so in words when it does. Resolves with whether it was done. */
export function useAttempt(): (work: () => Promise<unknown>) => Promise<boolean> {
  const { t } = useTranslation();
  return useCallback(
    async (work) => {
      try {
        await work();
        return true;
      } catch (error) {
        toastError(errorText(t, error));
        return false;
      }
    },
    [t],
  );
}
