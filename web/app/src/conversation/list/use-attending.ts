import { useSyncExternalStore } from 'react';

const subscribe = (listener: () => void): (() => void) => {
  document.addEventListener('visibilitychange', listener);
  window.addEventListener('focus', listener);
  window.addEventListener('blur', listener);
  return () => {
    document.removeEventListener('visibilitychange', listener);
    window.removeEventListener('focus', listener);
    window.removeEventListener('blur', listener);
  };
};

const isAttending = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

/** Whether somebody is in front of this page: it is visible and has the focus. */
export const useAttending = (): boolean => useSyncExternalStore(subscribe, isAttending);
