import { Menu } from '@base-ui/react/menu';
import type { RefObject } from 'react';
import { classes } from './classes.js';
import styles from './menu-popup.module.css';
import type { MenuItem, MenuItems } from './menu-items.js';

interface MenuPopupProps {
  /** What it hangs at: an element, or a place on the screen. */
  readonly anchor: RefObject<HTMLElement | null> | { readonly x: number; readonly y: number };
  readonly items: MenuItems;
  readonly label: string;
  readonly onClose: () => void;
}

/** The list of a menu; imported through menu.tsx, which fetches it when it is needed. */
export function MenuPopup({ anchor, items, label, onClose }: MenuPopupProps) {
  const isPlace = 'x' in anchor;
  const place = isPlace ? { getBoundingClientRect: () => new DOMRect(anchor.x, anchor.y, 0, 0) } : anchor;
  // Outside an open dialog everything is inert; on a page, everything belongs to a part of it.
  const opener = isPlace ? document.activeElement : anchor.current;
  const container =
    [...document.querySelectorAll<HTMLElement>('dialog[open]')].at(-1) ??
    opener?.closest<HTMLElement>('main, nav, section[aria-label]');
  return (
    <Menu.Root
      open
      modal={false}
      onOpenChange={(open, { event }) => {
        if (open) return;
        // The press on the button that opened it closes it by itself.
        if (!isPlace && event.type !== 'keydown' && anchor.current?.contains(event.target as Node)) return;
        onClose();
      }}
    >
      <Menu.Portal {...(container ? { container } : {})}>
        <Menu.Positioner
          className={styles.positioner}
          anchor={place}
          positionMethod="fixed"
          align={isPlace ? 'start' : 'end'}
          sideOffset={4}
          collisionPadding={8}
        >
          <Menu.Popup className={styles.popup} aria-label={label} {...(isPlace ? {} : { finalFocus: anchor })}>
            {items.map((item, index) => renderItem(item, index))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function renderItem(item: MenuItem | 'line' | null | false | undefined, index: number) {
  if (!item) return null;
  if (item === 'line') return <Menu.Separator key={index} className={styles.line} />;
  return (
    <Menu.Item
      key={item.label}
      className={classes(styles.item, item.danger && styles.danger)}
      disabled={item.disabled ?? false}
      closeOnClick={item.stays !== true}
      onClick={item.onSelect}
    >
      {item.icon}
      {item.label}
    </Menu.Item>
  );
}
