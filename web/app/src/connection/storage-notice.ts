import { useChat } from '@wireside/apollo/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../ui/toast.js';

/** Tells once when the browser keeps nothing, as in some private windows. */
export function useStorageNotice(): void {
  const { t } = useTranslation();
  const isVolatile = useChat()?.isDurable === false;
  useEffect(() => {
    if (isVolatile) toast(t('common.storage.text'));
  }, [isVolatile, t]);
}
