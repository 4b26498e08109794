import { useTranslation } from 'react-i18next';
import { useSettings } from '../settings/settings.js';
import { Dialog } from '../ui/dialog.js';
import styles from './shortcuts-dialog.module.css';
import { switcherKeys } from './shortcuts.js';

export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const enterSends = useSettings().sendWith === 'enter';
  const rows: readonly (readonly [string, string])[] = [
    [switcherKeys, t('common.shortcuts.switcher')],
    ['Alt+↑', t('common.shortcuts.previous')],
    ['Alt+↓', t('common.shortcuts.next')],
    [enterSends ? 'Enter' : 'Ctrl+Enter', t('common.shortcuts.send')],
    [enterSends ? 'Shift+Enter' : 'Enter', t('common.shortcuts.newline')],
    ['↑', t('common.shortcuts.edit')],
    ['Esc', t('common.shortcuts.escape')],
    ['?', t('common.shortcuts.help')],
  ];
  return (
    <Dialog title={t('common.shortcuts.title')} onClose={onClose}>
      <dl className={styles.list}>
        {rows.map(([keys, text]) => (
          <div key={text}>
            <dt>{text}</dt>
            <dd>
              <kbd>{keys}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
