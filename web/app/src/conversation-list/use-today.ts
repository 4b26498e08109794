import { useEffect, useState } from 'react';
import { untilMidnight } from './list-time.js';

/** The time when it was last worth looking: another one after midnight, and when the page is looked at again. */
export function useToday(): Date {
  const [today, setToday] = useState(() => new Date());
  useEffect(() => {
    const renew = (): void => setToday(new Date());
    const timer = setTimeout(renew, untilMidnight(today) + 1000);
    // A timer does not run while the device sleeps.
    const seen = (): void => {
      if (document.visibilityState === 'visible' && new Date().getDate() !== today.getDate()) renew();
    };
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [today]);
  return today;
}
