import { lazy, Suspense, useRef, useState, type ReactElement } from 'react';
import { IconButton } from './icon-button.js';
import type { MenuItems } from './menu-items.js';

const load = () => import('./menu-popup.js');

/** The list of a menu that hangs at an element or, as a context menu, at a place. Mount it to open it. */
export const MenuPopup = lazy(async () => ({ default: (await load()).MenuPopup }));

interface MenuProps {
  readonly label: string;
  /** The icon of the button that opens it. */
  readonly icon: ReactElement;
  readonly items: MenuItems;
  readonly className?: string;
}

/** A button that opens a menu. What the menu is made of is fetched when somebody is about to open one. */
export function Menu({ label, icon, items, className }: MenuProps) {
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <>
      <IconButton
        ref={trigger}
        label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        {...(className === undefined ? {} : { className })}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(!open)}
      >
        {icon}
      </IconButton>
      {open && (
        <Suspense>
          <MenuPopup anchor={trigger} items={items} label={label} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
