import { useTranslation } from 'react-i18next';
import { Section } from '../shell/section.js';
import { Choice } from '../ui/choice.js';
import { NotificationSwitch } from './notification-switch.js';
import { updateSettings, useSettings } from './settings.js';

/** What holds on this device. */
export function Preferences() {
  const { t } = useTranslation();
  const { theme, language, sendWith } = useSettings();
  return (
    <>
      <Section title={t('settings.appearance')}>
        <Choice
          label={t('settings.theme')}
          value={theme}
          options={(['system', 'light', 'dark'] as const).map((value) => ({
            value,
            label: t(`settings.themes.${value}`),
          }))}
          onChange={(value) => updateSettings({ theme: value })}
        />
        <Choice
          label={t('settings.language')}
          value={language}
          options={(['system', 'en', 'zh'] as const).map((value) => ({
            value,
            label: t(`settings.languages.${value}`),
            ...(value === 'system' ? {} : { lang: value }),
          }))}
          onChange={(value) => updateSettings({ language: value })}
        />
      </Section>
      <Section title={t('settings.writing')}>
        <Choice
          label={t('settings.sendWith')}
          hint={t(`settings.sendWithHint.${sendWith}`)}
          value={sendWith}
          options={(['enter', 'ctrl-enter'] as const).map((value) => ({
            value,
            label: t(`settings.sendWiths.${value}`),
          }))}
          onChange={(value) => updateSettings({ sendWith: value })}
        />
      </Section>
      <Section title={t('settings.notifications')}>
        <NotificationSwitch />
      </Section>
    </>
  );
}
