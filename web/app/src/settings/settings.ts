import { useSyncExternalStore } from 'react';
import { browserLanguage, type Language } from '../i18n/i18n.js';

/** What a person has chosen on this device. */
export interface Settings {
  readonly sendWith: 'enter' | 'ctrl-enter';
  readonly theme: 'light' | 'dark' | 'system';
  readonly language: Language | 'system';
  /** Whether to tell of new messages while the page is hidden; the browser's permission comes on top. */
  readonly notifications: boolean;
}

// styles/first-paint.js reads it as well.
const KEY = 'wireside:settings';
const DEFAULTS: Settings = { sendWith: 'enter', theme: 'system', language: 'system', notifications: false };

const listeners = new Set<() => void>();
let settings = read();

window.addEventListener('storage', ({ key }) => {
  if (key === KEY || key === null) take(read());
});

export const currentSettings = (): Settings => settings;

/** Changes some of the settings, in all tabs. */
export function updateSettings(change: Partial<Settings>): void {
  const changed = { ...settings, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(changed));
  } catch {
    // Storage is blocked: it holds for this page.
  }
  take(changed);
}

export function onSettings(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useSettings = (): Settings => useSyncExternalStore(onSettings, currentSettings);

export const languageOf = ({ language }: Settings): Language => (language === 'system' ? browserLanguage() : language);

function read(): Settings {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Settings>) };
  } catch {
    return DEFAULTS;
  }
}

function take(changed: Settings): void {
  settings = changed;
  for (const listener of listeners) listener();
}
