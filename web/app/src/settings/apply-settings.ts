import { changeLanguage } from '../i18n/i18n.js';
import { currentSettings, languageOf, onSettings } from './settings.js';

/** Keeps the page in the theme and the language that were chosen. */
export function applySettings(): void {
  onSettings(() => {
    const settings = currentSettings();
    const { dataset } = document.documentElement;
    if (settings.theme === 'system') delete dataset.theme;
    else dataset.theme = settings.theme;
    void changeLanguage(languageOf(settings)).catch(() => undefined);
  });
}
