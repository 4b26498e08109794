import { Popover } from '@base-ui/react/popover';
import { EmojiPicker } from 'frimousse';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Spinner } from '../../ui/spinner.js';
import { emojiData } from './emoji-data.js';
import styles from './emoji-popover.module.css';

const QUICK = ['👍', '❤️', '😂', '😮', '😢', '🎉', '🙏'];

interface EmojiPopoverProps {
  readonly anchor: RefObject<HTMLElement | null>;
  /** Shows those that are given most before all others. */
  readonly withQuick?: boolean;
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
}

/** All emoji, by group and by name. Mount it to open it. */
export function EmojiPopover({ anchor, withQuick = false, onPick, onClose }: EmojiPopoverProps) {
  const { t, i18n } = useTranslation();
  return (
    <Popover.Root
      open
      onOpenChange={(open, { event }) => {
        if (open) return;
        // The press on the button that opened it closes it by itself.
        if (event.type !== 'keydown' && anchor.current?.contains(event.target as Node)) return;
        onClose();
      }}
    >
      <Popover.Portal>
        <Popover.Positioner className={styles.positioner} anchor={anchor} sideOffset={4} collisionPadding={8}>
          <Popover.Popup className={styles.popup} aria-label={t('conversation.emoji.title')} finalFocus={anchor}>
            {withQuick && (
              <div role="group" aria-label={t('conversation.emoji.quick')} className={styles.quick}>
                {QUICK.map((emoji) => (
                  <button key={emoji} type="button" className={styles.emoji} onClick={() => onPick(emoji)}>
                    {emoji}
                  </button>
                ))}
              </div>
            )}
            <EmojiPicker.Root
              className={styles.picker}
              locale={i18n.language}
              resolveEmojiData={emojiData}
              columns={8}
              onEmojiSelect={({ emoji }) => onPick(emoji)}
            >
              <EmojiPicker.Search
                className={styles.search}
                placeholder={t('conversation.emoji.search')}
                aria-label={t('conversation.emoji.search')}
              />
              <EmojiPicker.Viewport className={styles.viewport}>
                <EmojiPicker.Loading className={styles.note}>
                  <Spinner />
                  {t('common.loading')}
                </EmojiPicker.Loading>
                <EmojiPicker.Empty className={styles.note}>{t('conversation.emoji.none')}</EmojiPicker.Empty>
                <EmojiPicker.List
                  className={styles.list}
                  components={{
                    CategoryHeader: ({ category, ...rest }) => (
                      <div {...rest} className={styles.header}>
                        {category.label}
                      </div>
                    ),
                    Row: ({ children, ...rest }) => (
                      <div {...rest} className={styles.line}>
                        {children}
                      </div>
                    ),
                    Emoji: ({ emoji, ...rest }) => (
                      <button {...rest} className={styles.emoji} data-active={emoji.isActive}>
                        {emoji.emoji}
                      </button>
                    ),
                  }}
                />
              </EmojiPicker.Viewport>
            </EmojiPicker.Root>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
