import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useChat, type Messages } from '@wireside/apollo/react';
import {
  Suspense,
  useCallback,
  useDeferredValue,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type Ref,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useOpenConversation } from '../conversation-context.js';
import { Lightbox } from '../lazy.js';
import { MessageItem } from '../message/message-item.js';
import { useToday } from '../time.js';
import { DayLine, GapLine, StartLine, UnreadLineMark } from './lines.js';
import type { LaidOutRow } from './layout-rows.js';
import { ListPills } from './list-pills.js';
import { keepPlace } from './places.js';
import { useAim } from './use-aim.js';
import { useAnnouncements } from './use-announcements.js';
import { useJumps, spotOf } from './use-jumps.js';
import { useLoading } from './use-loading.js';
import type { Opening } from './use-opening.js';
import { END_PX, usePinned } from './use-pinned.js';
import { useReading } from './use-reading.js';
import { useRovingFocus } from './use-roving-focus.js';
import styles from './virtual-list.module.css';

const ESTIMATE_PX = 56;
const OVERSCAN = 8;
/** The first picture has what is seen, and little more. */
const FIRST_OVERSCAN = 2;
/** Room for what is said above the first message. */
const START_PX = 56;
const END_SPACE_PX = 12;

export interface ListHandle {
  /** Goes to the end as soon as the message that was just written is there. */
  followOwn(): void;
  goTo(seq: number): void;
}

interface VirtualListProps {
  readonly rows: readonly LaidOutRow[];
  readonly messages: Messages;
  readonly opening: Opening;
  readonly attending: boolean;
  readonly handle: Ref<ListHandle>;
}

/** The messages that are on the screen and a few around, wherever one is in however many. */
export function VirtualList({ rows, messages, opening, attending, handle }: VirtualListProps) {
  const { t } = useTranslation();
  const chat = useChat();
  const today = useToday();
  const { conversation, viewerId, focusComposer } = useOpenConversation();
  const { id, lastSeq } = conversation;
  const scroller = useRef<HTMLDivElement>(null);
  const [picture, setPicture] = useState<string | null>(null);
  // Before the list's own effects: when they are undone it does not know any more where it was.
  const leave = useRef(() => {});
  useLayoutEffect(() => () => leave.current(), []);
  const [startIndex] = useState(() =>
    opening.kind === 'end'
      ? -1
      : rows.findIndex(({ source }) => source.kind === 'message' && source.seq >= opening.seq),
  );
  const focus = useRovingFocus(rows, () => list, focusComposer);
  const currentIndex = rows.findIndex((row) => row.key === focus.currentKey);

  const list = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    estimateSize: () => ESTIMATE_PX,
    // The row that has the focus stays, wherever one scrolls to.
    rangeExtractor: useCallback(
      (range: Range) => {
        const shown = defaultRangeExtractor(range);
        if (currentIndex < 0 || shown.includes(currentIndex)) return shown;
        return [...shown, currentIndex].sort((one, other) => one - other);
      },
      [currentIndex],
    ),
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: END_PX,
    overscan: useDeferredValue(OVERSCAN, FIRST_OVERSCAN),
    paddingStart: START_PX,
    paddingEnd: END_SPACE_PX,
    initialOffset: (startIndex < 0 ? rows.length : startIndex) * ESTIMATE_PX,
    ...(opening.kind === 'place' ? { initialMeasurementsCache: opening.place.sizes } : {}),
  });

  const isHere = useCallback((seq: number) => chat?.state.get(id)?.index.has(seq) === true, [chat, id]);
  const { aim, release } = useAim(list, rows);
  const jumps = useJumps(list, rows, messages, aim, isHere, focus.focusRow);
  const pinned = usePinned(list, rows, viewerId, lastSeq, opening.kind === 'end');
  const loading = useLoading(list, rows, messages);
  const look = useReading(conversation, list, rows, attending);
  const announcement = useAnnouncements(rows, viewerId, lastSeq);

  const isFollowing = useRef(false);
  useImperativeHandle(handle, () => ({
    followOwn: () => {
      isFollowing.current = true;
    },
    goTo: jumps.goTo,
  }));
  useLayoutEffect(() => {
    const newest = rows.at(-1);
    if (!isFollowing.current || newest?.kind !== 'message' || newest.senderId !== viewerId) return;
    isFollowing.current = false;
    release();
    list.scrollToEnd();
  }, [rows, list, viewerId, release]);

  // Only once: afterwards the list keeps its place by itself.
  useLayoutEffect(() => {
    const row = rows[startIndex];
    if (!row || opening.kind === 'end') list.scrollToEnd();
    else aim({ key: row.key, at: opening.kind === 'place' ? opening.place.offset : 0 });
  }, []);

  leave.current = () => {
    const spot = list.isAtEnd(END_PX) ? null : spotOf(list, rows);
    keepPlace(id, spot && { ...spot, sizes: list.takeSnapshot() });
  };

  // What grows at the end pushes up what is above, but not the beginning of what somebody unfolds.
  const onFold = useCallback(() => {
    list.options.scrollEndThreshold = -1;
  }, [list]);

  const pictures = (): string[] =>
    rows.flatMap(({ source }) =>
      source.kind === 'message'
        ? (chat?.state.messages.read(source.id)?.attachments ?? []).flatMap((one) =>
            one.kind === 'IMAGE' ? [one.id] : [],
          )
        : [],
    );

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="log"
        aria-live="off"
        aria-label={t('conversation.list.label')}
        onKeyDown={focus.onKeyDown}
        onScroll={() => {
          pinned.onScroll();
          look();
        }}
      >
        <div className={styles.sizer} style={{ blockSize: list.getTotalSize() }}>
          <StartLine hasOlder={messages.hasOlder} loading={loading} />
          {list.getVirtualItems().map(({ key, index, start }) => {
            const row = rows[index];
            return (
              <div
                key={key}
                ref={list.measureElement}
                data-index={index}
                className={styles.item}
                style={{ transform: `translateY(${start}px)` }}
              >
                {row?.kind === 'gap' && <GapLine {...row.source} />}
                {row?.kind === 'message' && (
                  <>
                    {row.day !== null && <DayLine day={row.day} today={today} />}
                    {row.isFirstUnread && <UnreadLineMark />}
                    <MessageItem
                      row={row}
                      isCurrent={row.key === focus.currentKey}
                      isHighlighted={row.key === jumps.highlightedKey}
                      setSize={lastSeq}
                      onFocus={focus.onRowFocus}
                      onFold={onFold}
                      onOpenPicture={setPicture}
                    />
                  </>
                )}
              </div>
            );
          })}
        </div>
      </div>
      <ListPills
        pinned={pinned}
        jumps={jumps}
        onEnd={() => {
          release();
          list.scrollToEnd();
        }}
      />
      <p className="visually-hidden" role="status" aria-live="polite">
        {announcement}
      </p>
      {picture !== null && (
        <Suspense>
          <Lightbox ids={pictures()} startId={picture} onClose={() => setPicture(null)} />
        </Suspense>
      )}
    </div>
  );
}
