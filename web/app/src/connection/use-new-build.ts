import { useChat, useConnection } from '@wireside/apollo/react';
import { useCallback, useEffect, useState } from 'react';

/** A page that stays open asks this often, in milliseconds, when somebody looks at it again. */
const EVERY_MS = 10 * 60_000;
const SCRIPTS = /<script type="module"[^>]* src="([^"]+)"/g;

/** The scripts that a page is made of; their names carry a hash of their content. None in a page that is none of ours. */
export const scriptsOf = (html: string): string => Array.from(html.matchAll(SCRIPTS), ([, src]) => src).join(' ');

const running = (): string =>
  Array.from(document.querySelectorAll('script[type="module"][src]'), (script) => script.getAttribute('src')).join(' ');

async function isReplaced(): Promise<boolean> {
  const response = await fetch('/', { cache: 'no-cache', headers: { accept: 'text/html' } });
  const served = response.ok ? scriptsOf(await response.text()) : '';
  return served !== '' && served !== running();
}

/** Whether the server has a newer application than the one that runs here. It is asked after each reconnection. */
export function useNewBuild(): { readonly isThere: boolean; readonly reload: () => void } {
  const chat = useChat();
  const { status } = useConnection();
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    if (isThere || status !== 'connected' || import.meta.env.DEV) return;
    let askedAt = 0;
    const ask = (): void => {
      if (document.visibilityState === 'hidden' || Date.now() - askedAt < EVERY_MS) return;
      askedAt = Date.now();
      isReplaced().then(
        (replaced) => replaced && setThere(true),
        () => undefined,
      );
    };
    ask();
    document.addEventListener('visibilitychange', ask);
    return () => document.removeEventListener('visibilitychange', ask);
  }, [isThere, status]);
  const reload = useCallback(() => {
    chat?.drafts.flush();
    location.reload();
  }, [chat]);
  return { isThere, reload };
}
