import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Switch } from '../ui/switch.js';
import { updateSettings, useSettings } from './settings.js';

type Permission = NotificationPermission | 'unsupported';

const permissionNow = (): Permission => (typeof Notification === 'undefined' ? 'unsupported' : Notification.permission);

/** Whether to notify. The browser is asked for its permission by this press alone, and once. */
export function NotificationSwitch() {
  const { t } = useTranslation();
  const { notifications } = useSettings();
  const [permission, setPermission] = useState(permissionNow);
  const change = async (wanted: boolean): Promise<void> => {
    const allowed = wanted && permission === 'default' ? await Notification.requestPermission() : permission;
    setPermission(allowed);
    updateSettings({ notifications: wanted && allowed === 'granted' });
  };
  const hints = {
    denied: t('settings.notifyDenied'),
    unsupported: t('settings.notifyUnsupported'),
    default: t('settings.notifyHint'),
    granted: t('settings.notifyHint'),
  };
  return (
    <Switch
      label={t('settings.notify')}
      hint={hints[permission]}
      checked={notifications && permission === 'granted'}
      disabled={permission === 'denied' || permission === 'unsupported'}
      onChange={(wanted) => void change(wanted)}
    />
  );
}
