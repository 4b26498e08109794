/** The key of `localStorage` under which the kit keeps the session for the API at this address. */
export const sessionKey = (url: string): string => `wireside:session:${url}`;

/**
 * Whether the client for this API will find a session where it keeps it by default: what a page can ask before the kit is
 * loaded. False where storage is blocked.
 */
export function hasStoredSession(url: string): boolean {
  try {
    return localStorage.getItem(sessionKey(url)) !== null;
  } catch {
    return false;
  }
}
