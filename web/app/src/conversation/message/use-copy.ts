import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { toast, toastError } from '../../ui/toast.js';

/** Puts a text on the clipboard, and says so. */
export function useCopy(): (text: string) => Promise<void> {
  const { t } = useTranslation();
  return useCallback(
    async (text) => {
      try {
        // Without a secure connection there is no clipboard.
        await navigator.clipboard.writeText(text);
        toast(t('conversation.actions.copied'));
      } catch {
        toastError(t('conversation.actions.copyFailed'));
      }
    },
    [t],
  );
}
