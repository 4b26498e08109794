import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../i18n/error-text.js';
import { toastError } from '../ui/toast.js';

/** Does something on a press: whether it is under way, and what went wrong, said at the edge of the screen. */
export function useAction(): readonly [busy: boolean, run: (work: () => Promise<void>) => void] {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const run = useCallback(
    (work: () => Promise<void>) => {
      setBusy(true);
      work()
        .catch((error: unknown) => toastError(errorText(t, error)))
        .finally(() => setBusy(false));
    },
    [t],
  );
  return [busy, run];
}
