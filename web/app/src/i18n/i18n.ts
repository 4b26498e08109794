import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.js';

export type Language = 'en' | 'zh';

/** What `<html lang>` and Intl are told. */
const TAGS: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' };

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** The language of the browser, as far as there is one here. */
export const browserLanguage = (): Language => (navigator.language.startsWith('zh') ? 'zh' : 'en');

/** English is part of the program, so that there is always a word; the others are fetched. Keys begin with their area. */
export async function startI18n(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await changeLanguage(language);
}

export async function changeLanguage(language: Language): Promise<void> {
  if (language === 'zh' && !i18next.hasResourceBundle('zh', 'translation')) {
    const { zh } = await import('./zh.js');
    i18next.addResourceBundle('zh', 'translation', zh);
  }
  if (i18next.language !== language) await i18next.changeLanguage(language);
  document.documentElement.lang = TAGS[language];
}

/** The language in use, for Intl: as the browser writes it where it is the same, so that days and times look as at home. */
export const localeTag = (): string => {
  const language = i18next.language as Language;
  return navigator.language.startsWith(language) ? navigator.language : (TAGS[language] ?? 'en');
};
