import { useEffect, useRef, type MouseEvent, type TouchEvent } from 'react';

const LONG_MS = 500;
const STILL_PX = 10;

interface Place {
  readonly x: number;
  readonly y: number;
}

interface LongPress {
  readonly onTouchStart: (event: TouchEvent) => void;
  readonly onTouchMove: (event: TouchEvent) => void;
  readonly onTouchEnd: () => void;
  readonly onTouchCancel: () => void;
  readonly onClick: (event: MouseEvent) => void;
}

/** A finger that rests on something: what the second button is to a mouse. Android says so itself; others do not. */
export function useLongPress(pressed: (place: Place) => void): LongPress {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const begun = useRef<Place>({ x: 0, y: 0 });
  const wasLong = useRef(false);
  const stop = (): void => clearTimeout(timer.current);
  useEffect(() => stop, []);
  return {
    onTouchStart: ({ touches }) => {
      stop();
      wasLong.current = false;
      const touch = touches[0];
      if (!touch || touches.length > 1) return;
      const place = { x: touch.clientX, y: touch.clientY };
      begun.current = place;
      timer.current = setTimeout(() => {
        wasLong.current = true;
        pressed(place);
      }, LONG_MS);
    },
    onTouchMove: ({ touches }) => {
      const touch = touches[0];
      const { x, y } = begun.current;
      if (!touch || Math.hypot(touch.clientX - x, touch.clientY - y) > STILL_PX) stop();
    },
    onTouchEnd: stop,
    onTouchCancel: stop,
    onClick: (event) => {
      // The finger that opened the menu does not open the conversation as well.
      if (wasLong.current) event.preventDefault();
      wasLong.current = false;
    },
  };
}
