import { usePresence, type Presence } from '@wireside/apollo/react';
import { useCallback, useEffect, useRef, useState } from 'react';

/** As many as the server tells of at once. */
const MOST = 200;
/** Whoever scrolls fast is not asked about on the way. */
const PAUSE_MS = 200;
const NOBODY: readonly string[] = [];

/** Who is there of the people in sight. Tell it whenever others come into sight. */
export function usePresenceInSight(): readonly [ReadonlyMap<string, Presence>, see: (ids: readonly string[]) => void] {
  const [seen, setSeen] = useState(NOBODY);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const see = useCallback((ids: readonly string[]) => {
    const next = [...new Set(ids)].slice(0, MOST);
    clearTimeout(timer.current);
    timer.current = setTimeout(
      () => setSeen((present) => (present.join(' ') === next.join(' ') ? present : next)),
      PAUSE_MS,
    );
  }, []);
  return [usePresence(seen), see];
}
