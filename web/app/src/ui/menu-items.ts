import type { ReactNode } from 'react';

export interface MenuItem {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** The menu stays open, for instance because it shows other items now. */
  readonly stays?: boolean;
  readonly onSelect: () => void;
}

/** `null` and `false` are left out, so that conditions can be written in place; `'line'` divides. */
export type MenuItems = readonly (MenuItem | 'line' | null | false | undefined)[];
