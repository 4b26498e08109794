import { faultOf, retryAfterMs } from '@wireside/apollo';
import type { TFunction } from 'i18next';
import { en } from './en.js';

const KNOWN: ReadonlySet<string> = new Set(Object.keys(en.common.errors));

/** What went wrong, in words for the person in front of the screen. */
export function errorText(t: TFunction, error: unknown): string {
  const fault = faultOf(error);
  if (!fault) return t('common.errors.network');
  if (fault.code === 'RATE_LIMITED')
    return t('common.errors.RATE_LIMITED', { count: Math.ceil((retryAfterMs(error) ?? 60_000) / 1000) });
  return faultText(t, fault.code);
}

/** The same for a code that was kept. */
export const faultText = (t: TFunction, code: string | null): string =>
  t(`common.errors.${code !== null && KNOWN.has(code) ? (code as 'other') : 'other'}`);
