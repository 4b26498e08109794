import { useVirtualizer, defaultRangeExtractor, type Range } from '@tanstack/react-virtual';
import {
  useCallback,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { focusIfLost } from '../ui/focus-if-lost.js';
import { placeAfterKey } from './roving.js';
import styles from './virtual-list.module.css';

export interface VirtualListProps<Item> {
  readonly items: readonly Item[];
  readonly label: string;
  readonly keyOf: (item: Item) => string;
  /** About how tall it is, in pixels; it is measured when it is there. */
  readonly heightOf: (item: Item) => number;
  /** Where the keyboard enters the list; the first item when it is not there. It is kept in sight. */
  readonly entryKey?: string | null;
  /** Goes onto the list item, for whoever looks for it. */
  readonly dataOf?: (item: Item) => Readonly<Record<`data-${string}`, string>>;
  /** Whatever takes the focus of the item is marked `data-stop` and gets the tab index; an item without one is passed over. */
  readonly renderItem: (item: Item, tabIndex: 0 | -1) => ReactNode;
  readonly isStop?: (item: Item) => boolean;
  /** Called with what is in the window or near it. */
  readonly onVisible?: (items: readonly Item[]) => void;
  /** The end has come near. */
  readonly onEnd?: () => void;
}

const ALWAYS = (): boolean => true;
const NEAR_END = 5;
const OVERSCAN = 6;

/** A list of any length: only what is in sight is mounted. One item is a tab stop; arrows, Home and End go on from there. */
export function VirtualList<Item>(props: VirtualListProps<Item>) {
  const {
    items,
    label,
    keyOf,
    heightOf,
    entryKey = null,
    dataOf,
    renderItem,
    isStop = ALWAYS,
    onVisible,
    onEnd,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [focusKey, setFocusKey] = useState<string | null>(null);
  const wanted = useRef<number | null>(null);

  const placeOf = (key: string | null): number => (key === null ? -1 : items.findIndex((item) => keyOf(item) === key));
  const focusPlace = placeOf(focusKey);
  const entryPlace = placeOf(entryKey);
  const tabPlace = focusPlace >= 0 ? focusPlace : entryPlace >= 0 ? entryPlace : items.findIndex(isStop);

  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(items[index] as Item),
    getItemKey: (index) => keyOf(items[index] as Item),
    overscan: useDeferredValue(OVERSCAN, 0),
    // What fits is part of the first picture, instead of coming once the list has been measured.
    initialRect: { width: innerWidth, height: innerHeight },
    useFlushSync: false,
    // What has the focus stays mounted however far one scrolls, or the focus would be lost.
    rangeExtractor: useCallback(
      (range: Range) => {
        const places = defaultRangeExtractor(range);
        if (focusPlace < 0 || focusPlace >= range.count || places.includes(focusPlace)) return places;
        return [...places, focusPlace].sort((one, other) => one - other);
      },
      [focusPlace],
    ),
  });

  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const stop = list.current?.querySelector<HTMLElement>(`:scope > [data-index="${wanted.current}"] [data-stop]`);
    if (!stop) return;
    wanted.current = null;
    stop.focus({ preventScroll: true });
  });

  // When what had the focus leaves the list, what has come to its place gets it.
  const lastPlace = useRef(0);
  const isLost = focusKey !== null && focusPlace < 0;
  useEffect(() => {
    if (focusPlace >= 0) lastPlace.current = focusPlace;
  }, [focusPlace]);
  useEffect(() => {
    if (!isLost) return;
    setFocusKey(null);
    focusIfLost(() => {
      const stops = [...(list.current?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])];
      const placed = (stop: HTMLElement): number => Number(stop.closest('[data-index]')?.getAttribute('data-index'));
      return stops.find((stop) => placed(stop) >= lastPlace.current) ?? stops.at(-1);
    });
  }, [isLost]);

  useEffect(() => {
    if (entryPlace >= 0) virtualizer.scrollToIndex(entryPlace, { align: 'auto' });
    // Not whenever the list changes its order: only when another one is selected.
  }, [entryKey]);

  const shown = virtualizer.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? -1;
  useEffect(() => onVisible?.(items.slice(first, last + 1)), [items, first, last, onVisible]);
  useEffect(() => {
    if (last >= items.length - NEAR_END) onEnd?.();
  }, [items.length, last, onEnd]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const { target } = event;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    if (!(target instanceof HTMLElement) || !list.current?.contains(target) || !target.matches('[data-stop]')) return;
    const place = Number(target.closest('[data-index]')?.getAttribute('data-index'));
    const stops = items.flatMap((item, index) => (isStop(item) ? [index] : []));
    const next = placeAfterKey(event.key, stops.indexOf(place), stops.length);
    const index = next === null ? undefined : stops[next];
    if (index === undefined) return;
    event.preventDefault();
    wanted.current = index;
    setFocusKey(keyOf(items[index] as Item));
    virtualizer.scrollToIndex(index, { align: 'auto' });
  };

  return (
    <div ref={scroller} className={styles.scroller}>
      <ul
        ref={list}
        aria-label={label}
        className={styles.list}
        style={{ blockSize: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {shown.map(({ index, key, start }) => {
          const item = items[index];
          if (item === undefined) return null;
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              className={styles.item}
              style={{ transform: `translateY(${start}px)` }}
              onFocus={() => setFocusKey(keyOf(item))}
              {...dataOf?.(item)}
            >
              {renderItem(item, index === tabPlace ? 0 : -1)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
